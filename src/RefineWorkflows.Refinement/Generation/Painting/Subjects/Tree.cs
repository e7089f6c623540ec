using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Subjects;

internal sealed class Tree : Subject
{
    public override IReadOnlyList<string> Names => ["tree", "oak", "maple", "pine", "bush", "forest tree"];
    public override IReadOnlyList<string> Homes => ["meadow", "garden", "forest"];
    public override double? Foot => 92;
    public override double Reach => 60;
    public override (double Y, double HalfWidth) Top => (-88, 60);

    public override void Paint(Stage stage)
    {
        Luck luck = stage.Luck.For("tree");
        SvgCanvas canvas = stage.Canvas;
        Ink leaves = stage.Dye(luck.Pick<Ink>(0, 0x5E9A3C, 0x4C8A45, 0x86A83A, 0xC98A2E));
        canvas.Add($"<path d='M-12 92C-8 50 -10 20 -14 -6L14 -6C10 22 10 52 16 92Z' fill='{stage.Lit(0x7A5233)}'/><path d='M-4 30L-34 2M4 22L34 -8' stroke='#6b452b' stroke-width='7' stroke-linecap='round'/>");
        for (int i = 0; i < 13; i++)
        {
            double angle = i * 2.4, far = 16 + (46 * luck.Unit(20 + i)), size = luck.Between(40 + i, 26, 40);
            canvas.Add($"<circle cx='{Math.Cos(angle) * far}' cy='{-44 + (Math.Sin(angle) * far * 0.72)}' r='{size}' fill='{stage.Ball(leaves.Mix(leaves.Dark(0.3), luck.Unit(60 + i) * 0.6))}'/>");
        }
    }
}
