using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Backgrounds;

internal sealed class Desert : Backdrop
{
    public override IReadOnlyList<string> Names => ["desert", "dune", "dunes", "sahara", "canyon"];
    public override double Horizon => 0.62;
    public override bool Outdoor => true;
    public override Ink Air => 0xF0D9B0;

    public override void Paint(Stage stage)
    {
        SvgCanvas canvas = stage.Canvas;
        Luck luck = stage.Luck.For("desert");
        Fill(stage, 0, 1, canvas.Down(new(0, 0x7FB6DD), new(0.55, 0xF6E3C0)));
        canvas.Add($"<circle cx='{canvas.Width * 0.78}' cy='{canvas.Height * 0.2}' r='60' fill='#fff2c4'/>");
        Ridge(stage, "far dunes", 0.54, 0.05, canvas.Down(new(0, 0xE8BE7E), new(1, 0xD9A25E)), 5);
        Ridge(stage, "middle dunes", 0.62, 0.05, canvas.Down(new(0, 0xE2AE66), new(1, 0xBE8142)), 4);
        Ridge(stage, "near dunes", 0.74, 0.03, canvas.Down(new(0, 0xEDBF7C), new(1, 0xB0743A)), 3);
    }
}
