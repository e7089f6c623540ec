using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Backgrounds;

internal sealed class WoodenTable : Backdrop
{
    public override IReadOnlyList<string> Names => ["wooden table", "table", "wood", "tabletop", "plank", "picnic", "restaurant", "diner", "cafe"];
    public override double Horizon => 0.56;
    public override bool Outdoor => false;
    public override Ink Air => 0x6B4A38;

    public override void Paint(Stage stage)
    {
        SvgCanvas canvas = stage.Canvas;
        Luck luck = stage.Luck.For("table");
        Ink wood = luck.Pick<Ink>(0, 0x9C6236, 0x8A5530, 0xA86E40);
        Ink wall = luck.Pick<Ink>(1, 0x5B4A45, 0x4C5A58, 0x6B5348, 0x54506A);
        Fill(stage, 0, 0.6, canvas.Radial(0.5 + stage.Side * 0.3, 0.35, 0.85, new(0, wall.Light(0.28)), new(1, wall.Dark(0.45))));
        Bokeh(stage, "table lights", 12, 0.02, 0.42, 52, 0xFFD38A, 0xFFE9C4, 0xE9B36B, wall.Light(0.4));

        double width = canvas.Width, height = canvas.Height, edge = Horizon * height;
        canvas.Add($"<rect x='-60' y='{edge}' width='{width + 120}' height='{height - edge + 200}' fill='{canvas.Down(new(0, wood.Dark(0.32)), new(0.25, wood), new(1, wood.Light(0.10)))}'/>");
        for (int i = -5; i <= 5; i++)
        {
            double far = width / 2 + i * 130, near = width / 2 + i * 290;
            Ink plank = wood.Mix(luck.Pick<Ink>(10 + i, 0x5E3517, 0xC58A52), luck.Between(30 + i, 0.05, 0.3));
            canvas.Add($"<path d='M{far} {edge}L{far + 130} {edge}L{near + 290} {height + 200}L{near} {height + 200}Z' fill='{plank}' opacity='.55'/><path d='M{far} {edge}L{near} {height + 200}' stroke='{wood.Dark(0.62)}' stroke-width='3' opacity='.7'/>");
            for (int g = 0; g < 3; g++)
            {
                double s = luck.Between(60 + i * 7 + g, 0.12, 0.9);
                canvas.Add($"<path d='M{far + 130 * s} {edge}Q{(far + near) / 2 + 210 * s + 8} {(edge + height) / 2} {near + 290 * s} {height + 200}' stroke='{wood.Dark(0.45)}' stroke-width='1.6' fill='none' opacity='.28'/>");
            }
        }

        canvas.Add($"<rect x='-60' y='{edge}' width='{width + 120}' height='5' fill='{wood.Light(0.45)}' opacity='.5'/><ellipse cx='{width * (0.5 + stage.Side * 0.15)}' cy='{edge + height * 0.12}' rx='{width * 0.5}' ry='{height * 0.12}' fill='{canvas.Halo(0xFFE6BE, 0.35)}'/>");
    }
}
