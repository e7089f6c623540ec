using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Backgrounds;

internal sealed class Snow : Backdrop
{
    public override IReadOnlyList<string> Names => ["snow", "snowy", "winter", "arctic", "glacier", "ice"];
    public override double Horizon => 0.62;
    public override bool Outdoor => true;
    public override Ink Air => 0xDDE8F4;

    public override void Paint(Stage stage)
    {
        SvgCanvas canvas = stage.Canvas;
        Luck luck = stage.Luck.For("snow");
        Fill(stage, 0, 1, canvas.Down(new(0, 0x9FC0E0), new(0.6, 0xE6EFF8)));
        Ridge(stage, "far snow", 0.5, 0.05, canvas.Down(new(0, 0xD4E2F2), new(1, 0xB9CDE4)), 6);
        for (int i = 0; i < 16; i++)
        {
            double x = luck.Between(i, 0, 1) * canvas.Width, y = canvas.Height * luck.Between(30 + i, 0.58, 0.68), size = luck.Between(60 + i, 30, 80);
            canvas.Add($"<path d='M{x} {y - (size * 2)}L{x - (size * 0.5)} {y}L{x + (size * 0.5)} {y}Z' fill='#5b7d86'/><path d='M{x} {y - (size * 2)}L{x - (size * 0.25)} {y - size}L{x + (size * 0.25)} {y - size}Z' fill='#f4f8fc'/>");
        }

        Ridge(stage, "near snow", 0.66, 0.02, canvas.Down(new(0, 0xFBFDFF), new(1, 0xC4D4E8)), 5);
    }
}
