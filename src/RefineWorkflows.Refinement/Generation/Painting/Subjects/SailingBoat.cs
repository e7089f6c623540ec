using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Subjects;

internal sealed class SailingBoat : Subject
{
    public override IReadOnlyList<string> Names => ["sailing boat", "sailboat", "boat", "ship", "yacht"];
    public override IReadOnlyList<string> Homes => ["beach", "sunset"];
    public override double? Foot => 58;
    public override bool Afloat => true;
    public override double Reach => 80;
    public override (double Y, double HalfWidth) Top => (-100, 40);

    public override void Paint(Stage stage)
    {
        Luck luck = stage.Luck.For("sailing boat");
        SvgCanvas canvas = stage.Canvas;
        Ink hull = stage.Dye(luck.Pick<Ink>(0, 0xB23A2E, 0x2C5B8A, 0x8A5A2E, 0x2F7A68));
        canvas.Add($"<path d='M-2 40L-2 -98' stroke='#5f4027' stroke-width='5'/><path d='M4 -94C60 -60 72 -10 76 26L4 26Z' fill='{stage.Lit(0xF6EFE0)}'/><path d='M-8 -80C-40 -40 -58 -6 -64 26L-8 26Z' fill='{stage.Lit(0xEFE2C8)}'/>");
        canvas.Add($"<path d='M-88 34L92 34C84 56 66 66 50 66L-52 66C-70 64 -82 50 -88 34Z' fill='{stage.Lit(hull)}'/><path d='M-86 40L90 40' stroke='#fff' stroke-width='4' opacity='.8'/>");
        canvas.Add($"<path d='M-110 68Q-80 58 -50 68T10 68T70 68T112 68' fill='none' stroke='#fff' stroke-width='4' opacity='.6'/>");
    }
}
