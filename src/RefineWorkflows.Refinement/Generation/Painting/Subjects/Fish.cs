using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Subjects;

internal sealed class Fish : Subject
{
    public override IReadOnlyList<string> Names => ["fish", "goldfish", "salmon", "shark", "koi"];
    public override IReadOnlyList<string> Homes => ["underwater"];
    public override double? Foot => null;
    public override bool Afloat => true;
    public override double Reach => 80;
    public override (double Y, double HalfWidth) Top => (-40, 60);

    public override void Paint(Stage stage)
    {
        Luck luck = stage.Luck.For("fish");
        SvgCanvas canvas = stage.Canvas;
        Ink scales = stage.Dye(luck.Pick<Ink>(0, 0xF08A2C, 0xE2574A, 0x4CA3C9, 0xF2C23A));
        canvas.Add($"<path d='M-58 0L-112 -46C-96 -14 -96 14 -112 46Z' fill='{stage.Lit(scales.Dark(0.15))}'/><path d='M-20 -38C0 -74 40 -66 48 -32ZM-6 40C8 66 34 62 38 36Z' fill='{stage.Lit(scales.Dark(0.1))}'/>");
        canvas.Add($"<path d='M-70 0C-40 -58 50 -62 98 0C50 62 -40 58 -70 0Z' fill='{stage.Ball(scales)}'/>");
        for (int i = 0; i < 12; i++)
            canvas.Add($"<path d='M{-44 + (i % 4 * 24)} {-20 + (i / 4 * 20)}q12 10 0 20' fill='none' stroke='{scales.Light(0.4)}' stroke-width='2.6' opacity='.6'/>");
        canvas.Add($"<circle cx='66' cy='-12' r='10' fill='#fff'/><circle cx='69' cy='-12' r='6' fill='#17151f'/><circle cx='71' cy='-14' r='2' fill='#fff'/><path d='M92 10Q82 18 74 14' stroke='{scales.Dark(0.5)}' stroke-width='3' fill='none'/>");
    }
}
