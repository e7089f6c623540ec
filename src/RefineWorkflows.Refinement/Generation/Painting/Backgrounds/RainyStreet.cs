using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Backgrounds;

internal sealed class RainyStreet : Backdrop
{
    public override IReadOnlyList<string> Names => ["rainy street", "alley", "road", "wet street", "pavement"];
    public override double Horizon => 0.66;
    public override bool Outdoor => true;
    public override Ink Air => 0x8FA0B0;

    public override void Paint(Stage stage)
    {
        SvgCanvas canvas = stage.Canvas;
        Luck luck = stage.Luck.For("rainy street");
        Fill(stage, 0, 1, canvas.Down(new(0, 0x4A5668), new(0.6, 0x8A98A8), new(1, 0x2E3642)));
        Bokeh(stage, "street lights", 26, 0.2, 0.62, 46, 0xFFC46A, 0xFF8A5A, 0x8AC4E8);
        Fill(stage, 0.66, 1, canvas.Down(new(0, 0x56606E), new(1, 0x20262E)));
        for (int i = 0; i < 12; i++)
            canvas.Add($"<rect x='{luck.Between(i, 0, 1) * canvas.Width}' y='{canvas.Height * 0.67}' width='{luck.Between(20 + i, 14, 40)}' height='{canvas.Height * luck.Between(40 + i, 0.1, 0.3)}' fill='{canvas.Down(new(0, luck.Pick<Ink>(60 + i, 0xFFC46A, 0xFF8A5A, 0x8AC4E8), 0.6), new(1, 0xFFFFFF, 0))}'/>");
    }

    public override void Shine(Stage stage) => Bokeh(stage, "street lights", 26, 0.2, 0.62, 46, 0xFFC46A, 0xFF8A5A, 0x8AC4E8);
}
