using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Backgrounds;

internal sealed class Underwater : Backdrop
{
    public override IReadOnlyList<string> Names => ["underwater", "reef", "deep sea", "aquarium"];
    public override double Horizon => 0.72;
    public override bool Outdoor => false;
    public override Ink Air => 0x4FA3C0;

    public override void Paint(Stage stage)
    {
        SvgCanvas canvas = stage.Canvas;
        Luck luck = stage.Luck.For("underwater");
        Fill(stage, 0, 1, canvas.Down(new(0, 0x7FD6E6), new(0.4, 0x2A8FB8), new(1, 0x0E3A62)));
        Bokeh(stage, "bubbles", 22, 0.05, 0.85, 22, 0xDFF6FF, 0xA8E4F4);
        Ridge(stage, "sea bed", 0.8, 0.03, canvas.Down(new(0, 0xC9B98A), new(1, 0x6A6A58)), 6);
        for (int i = 0; i < 18; i++)
        {
            double x = luck.Between(i, 0, 1) * canvas.Width, tall = luck.Between(20 + i, 80, 240), lean = luck.Between(40 + i, -60, 60);
            canvas.Add($"<path d='M{x} {canvas.Height * 0.9}q{lean} {-tall * 0.5} 0 {-tall}' fill='none' stroke='{luck.Pick<Ink>(60 + i, 0x2F7A4A, 0xC85A6A, 0x3F9A6A, 0xD98A4A)}' stroke-width='12' stroke-linecap='round' opacity='.8'/>");
        }
    }
}
