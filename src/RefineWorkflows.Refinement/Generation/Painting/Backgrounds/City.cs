using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Backgrounds;

internal sealed class City : Backdrop
{
    public override IReadOnlyList<string> Names => ["city", "town", "skyline", "downtown", "street", "urban"];
    public override double Horizon => 0.7;
    public override bool Outdoor => true;
    public override Ink Air => 0x8D97B5;

    public override void Paint(Stage stage)
    {
        SvgCanvas canvas = stage.Canvas;
        Luck luck = stage.Luck.For("city");
        Fill(stage, 0, 1, canvas.Down(new(0, 0x3C4A7A), new(0.6, 0xC98A7A), new(1, 0x4A4258)));
        for (int layer = 0; layer < 2; layer++)
        {
            for (int i = 0; i < 14; i++)
            {
                (double x, double wide, double top) = House(stage, luck, layer, i);
                canvas.Add($"<rect x='{x}' y='{top}' width='{wide}' height='{canvas.Height}' fill='{new Ink(0.34, 0.33, 0.5).Mix(new Ink(0.13, 0.13, 0.22), layer)}'/>");
                Windows(stage, luck, layer, i);
            }
        }

        Fill(stage, 0.72, 1, canvas.Down(new(0, 0x4A475A), new(1, 0x24222E)));
    }

    public override void Shine(Stage stage)
    {
        // The farther row's windows would shine through the nearer houses.
        for (int i = 0; i < 14; i++)
            Windows(stage, stage.Luck.For("city"), 1, i);
        stage.Canvas.Add($"<ellipse cx='{stage.Canvas.Width / 2}' cy='{stage.Canvas.Height * 0.72}' rx='{stage.Canvas.Width * 0.8}' ry='{stage.Canvas.Height * 0.2}' fill='{stage.Canvas.Halo(0xFFB870, 0.4)}'/>");
    }

    private static (double X, double Wide, double Top) House(Stage stage, Luck luck, int layer, int i)
        => ((i - 0.3) * stage.Canvas.Width / 13, stage.Canvas.Width / 13 * 0.94, stage.Canvas.Height * luck.Between((layer * 40) + i, 0.22 + (layer * 0.1), 0.52));

    private static void Windows(Stage stage, Luck luck, int layer, int i)
    {
        (double x, double wide, double top) = House(stage, luck, layer, i);
        for (int w = 0; w < 10; w++)
            stage.Canvas.Add($"<rect x='{x + 10 + (w % 3 * wide * 0.3)}' y='{top + 18 + (w / 3 * 42)}' width='12' height='18' fill='#ffd98a' opacity='{luck.Between(200 + (layer * 300) + (i * 12) + w, 0, 0.9)}'/>");
    }
}
