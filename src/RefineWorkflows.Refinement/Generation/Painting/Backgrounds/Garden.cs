using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Backgrounds;

internal sealed class Garden : Backdrop
{
    public override IReadOnlyList<string> Names => ["garden", "backyard", "orchard"];
    public override double Horizon => 0.64;
    public override bool Outdoor => true;
    public override Ink Air => 0xD6E8C8;

    public override void Paint(Stage stage)
    {
        SvgCanvas canvas = stage.Canvas;
        Luck luck = stage.Luck.For("garden");
        Fill(stage, 0, 1, canvas.Down(new(0, 0x8FC8E8), new(0.5, 0xE6F4DC)));
        for (int i = 0; i < 26; i++)
            canvas.Add($"<circle cx='{luck.Between(i, 0, 1) * canvas.Width}' cy='{canvas.Height * luck.Between(40 + i, 0.42, 0.62)}' r='{luck.Between(80 + i, 50, 110)}' fill='{luck.Pick<Ink>(120 + i, 0x6FA84E, 0x86BE5C, 0x558C42)}'/>");
        Ridge(stage, "lawn", 0.64, 0.012, canvas.Down(new(0, 0x93CC5C), new(1, 0x4A8A38)), 5);
        for (int i = 0; i < 60; i++)
            canvas.Add($"<circle cx='{luck.Between(200 + i, 0, 1) * canvas.Width}' cy='{canvas.Height * luck.Between(300 + i, 0.6, 0.98)}' r='{luck.Between(400 + i, 4, 11)}' fill='{luck.Pick<Ink>(500 + i, 0xF25A7A, 0xFFD24A, 0xFFFFFF, 0xB06AE0, 0xF28A3A)}'/>");
    }
}
