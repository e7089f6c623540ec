using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Backgrounds;

internal sealed class Kitchen : Backdrop
{
    public override IReadOnlyList<string> Names => ["kitchen", "stove", "counter", "bakery"];
    public override double Horizon => 0.64;
    public override bool Outdoor => false;
    public override Ink Air => 0xE6D9C4;

    public override void Paint(Stage stage)
    {
        SvgCanvas canvas = stage.Canvas;
        Luck luck = stage.Luck.For("kitchen");
        Fill(stage, 0, 1, canvas.Down(new(0, 0xEDE3D2), new(1, 0xC9B79C)));
        for (int row = 0; row < 5; row++)
        {
            for (int i = 0; i < 12; i++)
                canvas.Add($"<rect x='{i * canvas.Width / 12}' y='{row * 0.11 * canvas.Height}' width='{(canvas.Width / 12) - 5}' height='{(0.11 * canvas.Height) - 5}' rx='5' fill='{luck.Pick<Ink>((row * 12) + i, 0xF3ECDF, 0xE9E0D0, 0xEFE3CE)}'/>");
        }

        Fill(stage, 0.62, 1, canvas.Down(new(0, 0xB98A5A), new(0.1, 0x9A6C42), new(1, 0x6A4528)));
    }
}
