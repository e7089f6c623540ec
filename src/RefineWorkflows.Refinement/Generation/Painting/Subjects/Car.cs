using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Subjects;

internal sealed class Car : Subject
{
    public override IReadOnlyList<string> Names => ["car", "automobile", "truck", "taxi", "vehicle"];
    public override IReadOnlyList<string> Homes => ["city", "rainy street", "desert"];
    public override double? Foot => 56;
    public override double Reach => 104;
    public override (double Y, double HalfWidth) Top => (-40, 60);

    public override void Paint(Stage stage)
    {
        Luck luck = stage.Luck.For("car");
        SvgCanvas canvas = stage.Canvas;
        Ink paint = stage.Dye(luck.Pick<Ink>(0, 0xC8352B, 0x2E6FB8, 0xE0A52A, 0x3B8C5A));
        canvas.Add($"<path d='M-108 34C-112 8 -96 -2 -70 -6C-50 -38 -34 -44 6 -44C40 -44 54 -34 72 -6C98 -2 110 8 108 34Q106 42 96 42L-96 42Q-106 42 -108 34Z' fill='{stage.Lit(paint)}'/>");
        canvas.Add($"<path d='M-56 -6C-42 -30 -30 -36 -6 -36L-6 -6ZM2 -36C34 -36 44 -28 58 -6L2 -6Z' fill='{canvas.Down(new(0, 0xBFE0F2), new(1, 0x4C7FA3))}'/><path d='M-100 8L100 8' stroke='#fff' stroke-opacity='.35' stroke-width='3'/>");
        canvas.Add($"<circle cx='-58' cy='40' r='22' fill='{stage.Ball(0x2A2A30)}'/><circle cx='-58' cy='40' r='10' fill='{stage.Ball(0xC9CFD8)}'/><circle cx='60' cy='40' r='22' fill='{stage.Ball(0x2A2A30)}'/><circle cx='60' cy='40' r='10' fill='{stage.Ball(0xC9CFD8)}'/><ellipse cx='102' cy='12' rx='7' ry='9' fill='#fff3b8'/><ellipse cx='-104' cy='12' rx='5' ry='8' fill='#e8452f'/>");
    }

    public override void Shine(Stage stage)
    {
        SvgCanvas canvas = stage.Canvas;
        double night = stage.Scene.Night;
        canvas.Add($"<path d='M104 8L250 -22L250 66L104 18Z' fill='{canvas.Linear(0, 0.5, 1, 0.5, new(0, 0xFFF3B8, 0.75 * night), new(1, 0xFFF3B8, 0))}' filter='{canvas.Blur(3)}'/>");
        canvas.Add($"<circle cx='102' cy='12' r='42' fill='{canvas.Halo(0xFFF0A8, night)}'/><circle cx='-104' cy='12' r='26' fill='{canvas.Halo(0xFF5A3A, 0.9 * night)}'/><ellipse cx='102' cy='12' rx='7' ry='9' fill='#fffbe0'/><ellipse cx='-104' cy='12' rx='5' ry='8' fill='#ff7a5a'/>");
    }
}
