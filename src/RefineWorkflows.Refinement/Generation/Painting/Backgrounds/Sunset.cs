using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Backgrounds;

internal sealed class Sunset : Backdrop
{
    public override IReadOnlyList<string> Names => ["sunset", "sunrise", "sunset sky", "sky", "horizon"];
    public override double Horizon => 0.66;
    public override double Shoreline => 0.605;
    public override bool Outdoor => true;
    public override Ink Air => 0xF2B98A;

    public override void Paint(Stage stage)
    {
        SvgCanvas canvas = stage.Canvas;
        Luck luck = stage.Luck.For("sunset");
        Fill(stage, 0, 1, canvas.Down(new(0, 0x3A3F7C), new(0.3, 0xB85A7A), new(0.52, 0xF59A5A), new(0.66, 0xFFD98A)));
        canvas.Add($"<circle cx='{canvas.Width * luck.Between(0, 0.3, 0.7)}' cy='{canvas.Height * 0.6}' r='90' fill='#fff0b8' opacity='{1 - stage.Scene.Night}'/>");
        for (int i = 0; i < 5; i++)
            Cloud(stage, luck.Between(10 + i, 0, canvas.Width), canvas.Height * luck.Between(20 + i, 0.1, 0.42), luck.Between(30 + i, 1, 2.2), 0xF2A07A, 0.55);
        Ridge(stage, "evening hills", 0.64, 0.03, canvas.Down(new(0, 0x5A3A5C), new(1, 0x2A1E36)), 6);
    }
}
