using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Backgrounds;

/// <summary>A place. It fills the whole canvas, whose shorter side is 1000 units.</summary>
internal abstract class Backdrop
{
    /// <summary>The canonical name first, then synonyms; singular, lower case.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>Share of the height at which the ground begins; things stand a little below it.</summary>
    public virtual double Horizon => 0.62;

    /// <summary>Share of the height at which water begins here when something needs water to float on.</summary>
    public virtual double Shoreline => Horizon - 0.015;

    /// <summary>Whether stars and a moon may be seen from here.</summary>
    public virtual bool Outdoor => true;

    /// <summary>The colour that air and distance have here.</summary>
    public abstract Ink Air { get; }

    public abstract void Paint(Stage stage);

    /// <summary>Lamps and windows that the night does not dim, painted over it in the place's own coordinates.</summary>
    public virtual void Shine(Stage stage)
    {
    }

    /// <summary>A full-width ridge from <paramref name="y"/> (in shares of the height) down to the bottom.</summary>
    protected static void Ridge(Stage stage, string purpose, double y, double roughness, string fill, int points = 9)
    {
        Luck luck = stage.Luck.For(purpose);
        double width = stage.Canvas.Width, height = stage.Canvas.Height, step = width / points;
        string path = SvgCanvas.Text($"M-40 {height}L-40 {y * height}");
        double x = -40, level = y * height;
        for (int i = 0; i <= points; i++)
        {
            double nextX = (i + 1) * step, next = (y + luck.Between(i, -roughness, roughness)) * height;
            path += SvgCanvas.Text($"C{x + step * 0.5} {level} {nextX - step * 0.5} {next} {nextX} {next}");
            (x, level) = (nextX, next);
        }

        stage.Canvas.Add($"<path d='{path}L{width + 60} {height}Z' fill='{fill}'/>");
    }

    protected static void Fill(Stage stage, double top, double bottom, string fill)
        => stage.Canvas.Add($"<rect x='-60' y='{top * stage.Canvas.Height - (top <= 0 ? 200 : 0)}' width='{stage.Canvas.Width + 120}' height='{(bottom - top) * stage.Canvas.Height + (top <= 0 ? 200 : 0) + (bottom >= 1 ? 200 : 0)}' fill='{fill}'/>");

    /// <summary>Round, unfocused lights scattered over a band of the picture.</summary>
    protected static void Bokeh(Stage stage, string purpose, int count, double top, double bottom, double radius, params ReadOnlySpan<Ink> inks)
    {
        Luck luck = stage.Luck.For(purpose);
        for (int i = 0; i < count; i++)
        {
            double size = radius * luck.Between(i * 4, 0.4, 1.2);
            Ink ink = inks[luck.Below(inks.Length, i * 4 + 1)];
            stage.Canvas.Add($"<circle cx='{luck.Between(i * 4 + 2, 0, stage.Canvas.Width)}' cy='{luck.Between(i * 4 + 3, top, bottom) * stage.Canvas.Height}' r='{size}' fill='{stage.Canvas.Radial(0.5, 0.5, 0.5, new(0, ink, 0.30), new(0.8, ink, 0.42), new(0.95, ink, 0.5), new(1, ink, 0))}'/>");
        }
    }

    protected static void Cloud(Stage stage, double x, double y, double size, Ink ink, double opacity)
        => stage.Canvas.Add($"<path transform='translate({x} {y}) scale({size})' opacity='{opacity}' fill='{stage.Canvas.Down(new(0, ink.Light(0.5)), new(1, ink, 0.5))}' d='M-90 20C-118 20 -116 -14 -84 -14C-80 -42 -40 -48 -26 -28C-8 -56 42 -50 46 -16C70 -26 100 -10 92 10C96 18 88 20 80 20Z'/>");
}
