using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Subjects;

internal sealed class Peak : Subject
{
    public override IReadOnlyList<string> Names => ["mountain", "peak", "volcano", "hill", "alp"];
    public override IReadOnlyList<string> Homes => ["mountains", "snow", "sunset"];
    public override double? Foot => 80;
    public override double Reach => 130;
    public override (double Y, double HalfWidth) Top => (-80, 40);

    public override void Paint(Stage stage)
    {
        Luck luck = stage.Luck.For("mountain");
        SvgCanvas canvas = stage.Canvas;
        Ink rock = stage.Dye(luck.Pick<Ink>(0, 0x6D7690, 0x7C6E6A, 0x59657C));
        canvas.Add($"<path d='M-130 80L-40 -44L-18 -18L22 -84L70 -10L84 -26L134 80Z' fill='{stage.Lit(rock)}'/>");
        canvas.Add($"<path d='M22 -84L70 -10L84 -26L134 80L40 80L24 20Z' fill='{rock.Dark(0.4)}' opacity='.45'/>");
        canvas.Add($"<path d='M22 -84L-3 -42L10 -48L20 -36L32 -50L44 -38L50 -40ZM-40 -44L-58 -20L-44 -26L-36 -14L-18 -18Z' fill='{canvas.Down(new(0, 0xFFFFFF), new(1, 0xDCE6F2))}'/>");
    }
}
