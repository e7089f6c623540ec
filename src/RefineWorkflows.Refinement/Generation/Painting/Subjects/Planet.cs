using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Subjects;

internal sealed class Planet : Subject
{
    public override IReadOnlyList<string> Names => ["planet", "moon", "earth", "mars", "saturn", "world"];
    public override IReadOnlyList<string> Homes => ["space"];
    public override double? Foot => null;
    public override double Reach => 70;
    public override (double Y, double HalfWidth) Top => (-60, 50);

    public override void Paint(Stage stage)
    {
        Luck luck = stage.Luck.For("planet");
        SvgCanvas canvas = stage.Canvas;
        Ink body = stage.Dye(luck.Pick<Ink>(0, 0xC98A4A, 0x5A8FC9, 0xB5563A, 0x8A7FC0));
        canvas.Add($"<circle cx='0' cy='0' r='104' fill='{canvas.Halo(body.Light(0.3), 0.5)}'/><path d='M-118 18A122 30 -14 0 1 118 -26' fill='none' stroke='{body.Light(0.4)}' stroke-width='9' opacity='.55'/>");
        string disc = canvas.Clip($"<circle cx='0' cy='0' r='70'/>");
        canvas.Add($"<g clip-path='{disc}'><circle cx='0' cy='0' r='70' fill='{stage.Ball(body)}'/>");
        for (int i = 0; i < 6; i++)
            canvas.Add($"<ellipse cx='{luck.Between(i, -20, 20)}' cy='{-56 + (i * 22)}' rx='90' ry='{luck.Between(20 + i, 4, 10)}' transform='rotate(-10)' fill='{body.Mix(i % 2 == 0 ? Ink.White : body.Dark(0.5), 0.5)}' opacity='.3'/>");
        canvas.Add($"</g><path d='M-118 18A122 30 -14 0 0 118 -26' fill='none' stroke='{body.Light(0.55)}' stroke-width='9' opacity='.85'/>");
    }
}
