using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Backgrounds;

internal sealed class Space : Backdrop
{
    public override IReadOnlyList<string> Names => ["space", "galaxy", "cosmos", "universe", "nebula"];
    public override double Horizon => 0.7;
    public override bool Outdoor => true;
    public override Ink Air => 0x1A1636;

    public override void Paint(Stage stage)
    {
        SvgCanvas canvas = stage.Canvas;
        Luck luck = stage.Luck.For("space");
        Fill(stage, 0, 1, canvas.Radial(0.5, 0.4, 0.9, new(0, 0x2E2A6A), new(0.5, 0x17143C), new(1, 0x060512)));
        for (int i = 0; i < 5; i++)
        {
            double size = luck.Between(i, 240, 480);
            canvas.Add($"<circle cx='{luck.Between(10 + i, 0, 1) * canvas.Width}' cy='{luck.Between(20 + i, 0, 1) * canvas.Height}' r='{size}' fill='{canvas.Halo(luck.Pick<Ink>(30 + i, 0x8A3FC0, 0x2F7FD0, 0xD04A8A), 0.4)}'/>");
        }

        for (int i = 0; i < 170; i++)
            canvas.Add($"<circle cx='{luck.Between(100 + i, 0, 1) * canvas.Width}' cy='{luck.Between(400 + i, 0, 1) * canvas.Height}' r='{luck.Between(700 + i, 0.6, 2.8)}' fill='#fff' opacity='{luck.Between(1000 + i, 0.3, 1)}'/>");
    }
}
