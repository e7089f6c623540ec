using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Subjects;

internal sealed class Flower : Subject
{
    public override IReadOnlyList<string> Names => ["flower", "rose", "tulip", "daisy", "sunflower", "blossom", "bloom"];
    public override IReadOnlyList<string> Homes => ["garden", "meadow", "studio"];
    public override double? Foot => 96;
    public override double Reach => 34;
    public override (double Y, double HalfWidth) Top => (-70, 50);

    public override void Paint(Stage stage)
    {
        Luck luck = stage.Luck.For("flower");
        SvgCanvas canvas = stage.Canvas;
        Ink petal = stage.Dye(luck.Pick<Ink>(0, 0xE24B6A, 0xF2B632, 0xB05FC9, 0xF07F3A));
        canvas.Add($"<path d='M0 96C-6 60 6 30 0 -20' fill='none' stroke='#4b8a3a' stroke-width='8'/><path d='M2 56C30 28 58 36 66 46C48 62 22 66 2 56ZM0 70C-26 44 -54 50 -62 62C-44 76 -20 80 0 70Z' fill='{stage.Lit(0x5BA048)}'/>");
        int petals = 9 + luck.Below(5, 1);
        for (int ring = 0; ring < 2; ring++)
        {
            for (int i = 0; i < petals; i++)
                canvas.Add($"<ellipse cx='0' cy='{-36 + (ring * 8)}' rx='{15 - (ring * 3)}' ry='{38 - (ring * 10)}' transform='translate(0 -28) rotate({(i + (ring * 0.5)) * 360.0 / petals}) ' fill='{stage.Lit(petal.Light(ring * 0.18))}'/>");
        }

        canvas.Add($"<circle cx='0' cy='-28' r='20' fill='{stage.Ball(0xB8741E)}'/>");
    }
}
