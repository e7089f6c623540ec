using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Backgrounds;

internal sealed class Meadow : Backdrop
{
    public override IReadOnlyList<string> Names => ["meadow", "field", "grass", "hill", "countryside", "park", "lawn", "farm"];
    public override Ink Air => 0xCFE3F2;

    public override void Paint(Stage stage)
    {
        SvgCanvas canvas = stage.Canvas;
        Luck luck = stage.Luck.For("meadow");
        Fill(stage, 0, 1, canvas.Down(new(0, 0x4F9BD9), new(0.35, 0x9CCBEB), new(0.6, 0xEAF3E6)));
        for (int i = 0; i < 4; i++)
            Cloud(stage, luck.Between(i, 0, canvas.Width), canvas.Height * luck.Between(10 + i, 0.07, 0.34), luck.Between(20 + i, 0.8, 1.9), 0xF4F8FC, 0.85);
        Ridge(stage, "far hills", 0.52, 0.035, canvas.Down(new(0, 0x9DBFA8), new(0.4, 0xB7D3A6)));
        Ridge(stage, "middle hills", 0.58, 0.03, canvas.Down(new(0, 0x7DB35B), new(0.5, 0x5E9A48)), 6);
        Ridge(stage, "near meadow", 0.66, 0.014, canvas.Down(new(0, 0x8CC152), new(0.4, 0x5FA03C), new(1, 0x2F6B2D)), 5);
        for (int i = 0; i < 90; i++)
        {
            double depth = luck.Unit(100 + i), x = luck.Between(200 + i, 0, canvas.Width), y = canvas.Height * (0.7 + 0.3 * depth), size = 6 + 26 * depth;
            canvas.Add($"<path d='M{x - size * 0.14} {y}Q{x} {y - size} {x + luck.Between(300 + i, -size, size) * 0.5} {y - size * 1.5}Q{x + size * 0.1} {y - size * 0.8} {x + size * 0.16} {y}Z' fill='{luck.Pick<Ink>(400 + i, 0x4A8A34, 0x79B347, 0x3A7530)}' opacity='.7'/>");
            if (i % 3 == 0)
                canvas.Add($"<circle cx='{x + size}' cy='{y}' r='{1.5 + 4 * depth}' fill='{luck.Pick<Ink>(500 + i, 0xFFFFFF, 0xFFD84A, 0xE86A8B, 0xB58AE0)}'/>");
        }
    }
}
