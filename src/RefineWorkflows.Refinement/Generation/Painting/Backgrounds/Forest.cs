using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Backgrounds;

internal sealed class Forest : Backdrop
{
    public override IReadOnlyList<string> Names => ["forest", "woods", "jungle", "woodland"];
    public override double Horizon => 0.68;
    public override bool Outdoor => true;
    public override Ink Air => 0xA9C2A4;

    public override void Paint(Stage stage)
    {
        SvgCanvas canvas = stage.Canvas;
        Luck luck = stage.Luck.For("forest");
        Fill(stage, 0, 1, canvas.Down(new(0, 0xBFD8B4), new(0.6, 0x7FA576), new(1, 0x3C5A36)));
        for (int i = 0; i < 22; i++)
        {
            double depth = i / 22.0, x = luck.Between(i, -0.05, 1.05) * canvas.Width, wide = 16 + (44 * depth);
            canvas.Add($"<path d='M{x - wide} {canvas.Height * 0.8}L{x - (wide * 0.6)} -40L{x + (wide * 0.6)} -40L{x + wide} {canvas.Height * 0.8}Z' fill='{new Ink(0.62, 0.7, 0.56).Mix(new Ink(0.16, 0.2, 0.13), depth)}' opacity='.85'/>");
        }

        Ridge(stage, "forest floor", 0.72, 0.02, canvas.Down(new(0, 0x5C7A3E), new(1, 0x23351E)));
    }
}
