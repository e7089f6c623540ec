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
        int tongues = 4 + (int)Math.Round(5 * amount);
        Layer(stage, luck.For("outer"), tongues, footY, halfWidth, height * (0.45 + 0.55 * amount), 1.25, 0xE8340C, 0xFF7A12, 0.85);
        Layer(stage, luck.For("middle"), tongues, footY, halfWidth * 0.92, height * (0.36 + 0.42 * amount), 0.95, 0xFF8A14, 0xFFC02E, 0.9);
        Layer(stage, luck.For("inner"), tongues - 1, footY, halfWidth * 0.8, height * (0.2 + 0.28 * amount), 0.62, 0xFFC637, 0xFFF3B0, 0.95);
    }

    /// <summary>Single slim tongues in front of what burns, with gaps through which it stays visible.</summary>
    public static void Licks(Stage stage, double footY, double halfWidth, double height, double amount)
    {
        Luck luck = stage.Luck.For("licks");
        int licks = 5 + (int)Math.Round(9 * amount);
        string outer = stage.Canvas.Down(new(0, 0xFF7A12, 0.75), new(0.5, 0xFF9A1E, 0.9), new(0.82, 0xFFB52C, 0.55), new(1, 0xFFC84A, 0));
        string inner = stage.Canvas.Down(new(0, 0xFFC637, 0.9), new(0.6, 0xFFE88A, 0.9), new(1, 0xFFF3B0, 0));
        for (int i = 0; i < licks; i++)
        {
            double x = -halfWidth + (i + 0.5 + luck.Between(i, -0.4, 0.4)) * 2 * halfWidth / licks;

            // Taller at the ends, so that the middle of what burns is not hidden.
            double h = height * (0.5 + 0.5 * Math.Abs(x) / halfWidth) * luck.Between(50 + i, 0.5, 1.1), w = h * luck.Between(100 + i, 0.2, 0.3), lean = luck.Between(150 + i, -0.3, 0.3) * h;
            double foot = footY - luck.Between(200 + i, 0, 7);
            Lick(stage, x, foot, w, h, lean, outer);
            Lick(stage, x + lean * 0.06, foot - h * 0.05, w * 0.5, h * 0.55, lean * 0.5, inner);
        }
    }

    private static void Lick(Stage stage, double x, double foot, double w, double h, double lean, string fill)
        => stage.Canvas.Add($"<path d='M{x} {foot}C{x - w * 1.7} {foot - h * 0.12} {x - w * 1.1 - lean * 0.2} {foot - h * 0.5} {x - lean * 0.3} {foot - h * 0.66}C{x + lean * 0.2} {foot - h * 0.78} {x + lean * 0.7} {foot - h * 0.88} {x + lean} {foot - h}C{x + lean * 0.9 + w * 0.3} {foot - h * 0.74} {x + w * 1.3} {foot - h * 0.6} {x + w * 1.2} {foot - h * 0.34}C{x + w * 1.15} {foot - h * 0.14} {x + w * 0.6} {foot - h * 0.03} {x} {foot}Z' fill='{fill}'/>");

    private static void Layer(Stage stage, Luck luck, int tongues, double footY, double halfWidth, double height, double girth, Ink tip, Ink root, double opacity)
    {
        string fill = stage.Canvas.Down(new(0, tip, 0.55 * opacity), new(0.35, tip.Mix(root, 0.4), opacity), new(0.8, root, opacity), new(1, root.Light(0.15), 0));
        double pitch = 2 * halfWidth / tongues;
        for (int i = 0; i < tongues; i++)
        {
            double x = -halfWidth + (i + 0.5 + luck.Between(i, -0.35, 0.35)) * pitch;
            double middle = 1 - 0.45 * Math.Pow(Math.Abs(x) / halfWidth, 2);
            double h = height * middle * luck.Between(100 + i, 0.55, 1.0), w = pitch * girth * luck.Between(200 + i, 0.75, 1.15);
            double lean = luck.Between(300 + i, -0.16, 0.16) * h, curl = luck.Pick(400 + i, -1.0, 1.0) * w * 0.55;
            // An S-curve: the belly leans one way, the tip the other.
            double bend = curl * 0.9, tipX = x + lean - curl * 0.5, tipY = footY - h;
            stage.Canvas.Add($"<path d='M{x - w} {footY}C{x - w * 1.5} {footY - h * 0.34} {x - w * 0.5 + bend} {footY - h * 0.46} {x - w * 0.1 + bend} {footY - h * 0.66}C{x + bend} {footY - h * 0.8} {tipX - w * 0.2} {footY - h * 0.9} {tipX} {tipY}C{tipX + w * 0.1} {footY - h * 0.82} {x + w * 0.7 + bend} {footY - h * 0.7} {x + w * 0.72 + bend * 0.6} {footY - h * 0.5}C{x + w * 0.78} {footY - h * 0.34} {x + w * 1.4} {footY - h * 0.26} {x + w} {footY}Q{x} {footY + w * 0.35} {x - w} {footY}Z' fill='{fill}'/>");
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
