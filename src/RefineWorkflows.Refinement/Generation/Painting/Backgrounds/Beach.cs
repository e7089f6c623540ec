using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Backgrounds;

internal sealed class Beach : Backdrop
{
    public override IReadOnlyList<string> Names => ["beach", "sea", "ocean", "shore", "coast", "lake", "island"];
    public override double Horizon => 0.56;
    public override double Shoreline => 0.5;
    public override bool Outdoor => true;
    public override Ink Air => 0xD2E6F0;

    public override void Paint(Stage stage)
    {
        SvgCanvas canvas = stage.Canvas;
        Luck luck = stage.Luck.For("beach");
        Fill(stage, 0, 1, canvas.Down(new(0, 0x5FB2E6), new(0.5, 0xCDEBF5)));
        for (int i = 0; i < 3; i++)
            Cloud(stage, luck.Between(i, 0, canvas.Width), canvas.Height * luck.Between(10 + i, 0.08, 0.3), luck.Between(20 + i, 0.8, 1.6), 0xF6FAFC, 0.8);
        Fill(stage, 0.5, 0.74, canvas.Down(new(0, 0x2F8FC0), new(1, 0x79D3D6)));
        for (int i = 0; i < 14; i++)
            canvas.Add($"<path d='M{luck.Between(40 + i, -0.1, 0.9) * canvas.Width} {canvas.Height * luck.Between(60 + i, 0.52, 0.72)}q40 -8 80 0t80 0' fill='none' stroke='#fff' stroke-width='3' opacity='.4'/>");
        Ridge(stage, "sand", 0.74, 0.012, canvas.Down(new(0, 0xF2DFB0), new(1, 0xD0AE74)), 5);
    }
}
