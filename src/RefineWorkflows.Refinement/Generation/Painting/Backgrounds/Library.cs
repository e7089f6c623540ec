using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Backgrounds;

internal sealed class Library : Backdrop
{
    public override IReadOnlyList<string> Names => ["library", "books", "bookshelf", "study", "bookstore"];
    public override double Horizon => 0.68;
    public override bool Outdoor => false;
    public override Ink Air => 0xC9AE88;

    public override void Paint(Stage stage)
    {
        SvgCanvas canvas = stage.Canvas;
        Luck luck = stage.Luck.For("library");
        Fill(stage, 0, 1, canvas.Down(new(0, 0x6A4A30), new(1, 0x3A2617)));
        for (int row = 0; row < 5; row++)
        {
            double y = canvas.Height * (0.02 + (row * 0.13)), x = 0;
            for (int i = 0; x < canvas.Width; i++)
            {
                double wide = luck.Between((row * 100) + i, 16, 38), tall = canvas.Height * luck.Between((row * 100) + 50 + i, 0.08, 0.115);
                canvas.Add($"<rect x='{x}' y='{y + (canvas.Height * 0.118) - tall}' width='{wide - 3}' height='{tall}' rx='3' fill='{luck.Pick<Ink>((row * 100) + 25 + i, 0x8A3B2E, 0x2F5A6B, 0xB98A3A, 0x4A6B3E, 0x6B3A5C)}'/>");
                x += wide;
            }

            canvas.Add($"<rect x='-60' y='{y + (canvas.Height * 0.118)}' width='{canvas.Width + 120}' height='12' fill='#4a301c'/>");
        }

        Fill(stage, 0.68, 1, canvas.Down(new(0, 0x8A5C36), new(1, 0x4A2E1A)));
    }
}
