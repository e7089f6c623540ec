using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Subjects;

internal sealed class Lighthouse : Subject
{
    public override IReadOnlyList<string> Names => ["lighthouse", "tower", "beacon"];
    public override IReadOnlyList<string> Homes => ["beach", "sunset", "meadow"];
    public override double? Foot => 98;
    public override double Reach => 44;
    public override (double Y, double HalfWidth) Top => (-100, 30);

    public override void Paint(Stage stage)
    {
        Luck luck = stage.Luck.For("lighthouse");
        SvgCanvas canvas = stage.Canvas;
        Ink stripe = stage.Dye(luck.Pick<Ink>(0, 0xC7372F, 0x2E5E9A, 0x2F7F6B));
        canvas.Add($"<path d='M-30 96L-18 -52L18 -52L30 96Z' fill='{stage.Lit(0xF4EEE2)}'/><path d='M-27.6 66L-25 34L25 34L27.6 66ZM-22.6 4L-20 -28L20 -28L22.6 4Z' fill='{stage.Lit(stripe)}'/>");
        canvas.Add($"<circle cx='0' cy='-70' r='90' fill='{canvas.Halo(0xFFE08A, 0.55)}'/><rect x='-16' y='-84' width='32' height='32' fill='{canvas.Down(new(0, 0xFFF6C8), new(1, 0xFFC84A))}'/><path d='M-22 -84L0 -108L22 -84Z' fill='{stage.Lit(stripe)}'/><rect x='-25' y='-54' width='50' height='6' fill='#3b3540'/><rect x='-7' y='74' width='14' height='22' rx='7' fill='#4a3b33'/>");
    }

    public override void Shine(Stage stage)
    {
        SvgCanvas canvas = stage.Canvas;
        double night = stage.Scene.Night;
        canvas.Add($"<g filter='{canvas.Blur(2.5)}'><path d='M0 -74L330 -132L330 -30L0 -62Z' fill='{canvas.Linear(0, 0.5, 1, 0.5, new(0, 0xFFF3B8, 0.85 * night), new(1, 0xFFF3B8, 0))}'/><path d='M0 -74L-330 -112L-330 -46L0 -62Z' fill='{canvas.Linear(1, 0.5, 0, 0.5, new(0, 0xFFF3B8, 0.6 * night), new(1, 0xFFF3B8, 0))}'/></g><circle cx='0' cy='-68' r='60' fill='{canvas.Halo(0xFFF0A8, night)}'/><rect x='-13' y='-80' width='26' height='25' rx='4' fill='#fffbe0' opacity='{night}'/>");
    }
}
