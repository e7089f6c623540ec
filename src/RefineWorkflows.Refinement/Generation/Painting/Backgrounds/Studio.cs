using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Backgrounds;

/// <summary>A seamless paper backdrop: the plainest place, and what "simple background" leads to.</summary>
internal sealed class Studio : Backdrop
{
    public override IReadOnlyList<string> Names => ["studio", "backdrop", "plain background", "gallery", "stage"];
    public override double Horizon => 0.66;
    public override bool Outdoor => false;
    public override Ink Air => 0xC9CFDC;

    public override void Paint(Stage stage)
    {
        SvgCanvas canvas = stage.Canvas;
        Ink paper = stage.Luck.For("studio").Pick<Ink>(0, 0xBFCBDD, 0xD9C8BB, 0xB9D3CB, 0xD6BFCF, 0xD8D2B8);
        Fill(stage, 0, 1, canvas.Radial(0.5 + stage.Side * 0.22, 0.38, 0.85, new(0, paper.Light(0.55)), new(0.5, paper), new(1, paper.Dark(0.45))));
        Fill(stage, 0.6, 1, canvas.Down(new(0, paper.Light(0.5), 0), new(0.3, paper.Light(0.5), 0.5), new(1, paper.Dark(0.1), 0.5)));
    }
}
