using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Atmosphere;

/// <summary>Tongues of flame and flying embers, in the units of a subject's box.</summary>
internal static class Fire
{
    /// <param name="stage">Where to paint.</param>
    /// <param name="purpose">Names this fire, so that two fires burn differently.</param>
    /// <param name="footY">The line the flames rise from.</param>
    /// <param name="halfWidth">How far they spread to each side.</param>
    /// <param name="height">Of the tallest tongue.</param>
    /// <param name="amount">0 no fire, 1 a wall of it.</param>
    public static void Tongues(Stage stage, string purpose, double footY, double halfWidth, double height, double amount)
    {
        Luck luck = stage.Luck.For(purpose);
        int tongues = 4 + (int)Math.Round(9 * amount);
        Layer(stage, luck.For("outer"), tongues, footY, halfWidth, height * (0.45 + 0.55 * amount), 1.25, 0xE8340C, 0xFF7A12, 0.85);
        Layer(stage, luck.For("middle"), tongues, footY, halfWidth * 0.92, height * (0.36 + 0.42 * amount), 0.95, 0xFF8A14, 0xFFC02E, 0.9);
        Layer(stage, luck.For("inner"), tongues - 1, footY, halfWidth * 0.8, height * (0.2 + 0.28 * amount), 0.62, 0xFFC637, 0xFFF3B0, 0.95);
    }

    private static void Layer(Stage stage, Luck luck, int tongues, double footY, double halfWidth, double height, double girth, Ink tip, Ink root, double opacity)
    {
        string fill = stage.Canvas.Down(new(0, tip, 0.55 * opacity), new(0.35, tip.Mix(root, 0.4), opacity), new(0.8, root, opacity), new(1, root.Light(0.15), opacity * 0.35));
        double pitch = 2 * halfWidth / tongues;
        for (int i = 0; i < tongues; i++)
        {
            double x = -halfWidth + (i + 0.5 + luck.Between(i, -0.35, 0.35)) * pitch;
            double middle = 1 - 0.45 * Math.Pow(Math.Abs(x) / halfWidth, 2);
            double h = height * middle * luck.Between(100 + i, 0.55, 1.0), w = pitch * girth * luck.Between(200 + i, 0.75, 1.15);
            double lean = luck.Between(300 + i, -0.16, 0.16) * h, curl = luck.Pick(400 + i, -1.0, 1.0) * w * 0.55;
            stage.Canvas.Add($"<path d='M{x - w} {footY}C{x - w * 1.15} {footY - h * 0.32} {x - w * 0.25 + curl} {footY - h * 0.5} {x + lean} {footY - h}C{x + lean * 0.5 + w * 0.25 + curl * 0.4} {footY - h * 0.62} {x + w * 1.25} {footY - h * 0.36} {x + w} {footY}Q{x} {footY + w * 0.5} {x - w} {footY}Z' fill='{fill}'/>");
            if (i % 2 == 0)
                stage.Canvas.Add($"<path transform='translate({x + lean + curl} {footY - h * 1.08}) scale({w * 0.02})' d='M0 8C-9 2 -5 -9 2 -16C2 -8 10 0 0 8Z' fill='{tip.Mix(root, 0.4)}' opacity='{opacity}'/>");
        }
    }

    /// <summary>Glowing specks that rise and thin out over the whole canvas.</summary>
    public static void Embers(Stage stage, double centreX, double footY, double spread, double height, double amount)
    {
        Luck luck = stage.Luck.For("embers");
        int count = (int)Math.Round(150 * amount);
        string halo = stage.Canvas.Halo(0xFF7A1A, 0.8);
        for (int i = 0; i < count; i++)
        {
            double rise = Math.Pow(luck.Unit(i), 1.3), x = centreX + luck.Between(1000 + i, -1, 1) * spread * (0.55 + 0.6 * rise), y = footY - rise * height;
            double size = luck.Between(2000 + i, 1.6, 5.4) * (1.15 - 0.6 * rise);
            Ink core = luck.Pick<Ink>(3000 + i, 0xFFE9A0, 0xFFC24A, 0xFF9A2E);
            stage.Canvas.Add($"<circle cx='{x}' cy='{y}' r='{size * 3.4}' fill='{halo}'/><ellipse cx='{x}' cy='{y}' rx='{size}' ry='{size * luck.Between(4000 + i, 0.5, 0.9)}' transform='rotate({luck.Between(5000 + i, 0, 180)} {x} {y})' fill='{core}'/>");
        }
    }
}
