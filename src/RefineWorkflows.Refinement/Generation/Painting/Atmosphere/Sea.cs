using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Atmosphere;

/// <summary>Open water from the shoreline to the lower edge, for what floats; in canvas units.</summary>
internal static class Sea
{
    public static void Paint(Stage stage, Ink air, double shoreline)
    {
        SvgCanvas canvas = stage.Canvas;
        Luck luck = stage.Luck.For("sea");
        double top = shoreline * canvas.Height, depth = canvas.Height - top;
        Ink water = new Ink(0.13, 0.42, 0.60);
        canvas.Add($"<rect x='-80' y='{top}' width='{canvas.Width + 160}' height='{depth + 240}' fill='{canvas.Down(new(0, air.Mix(water, 0.35)), new(0.25, air.Mix(water, 0.62)), new(1, water.Mix(air, 0.12).Dark(0.42)))}'/>");
        canvas.Add($"<ellipse cx='{canvas.Width * (0.5 + stage.Side * 0.25)}' cy='{top + depth * 0.3}' rx='{canvas.Width * 0.3}' ry='{depth * 0.42}' fill='{canvas.Halo(air.Light(0.5), 0.6)}'/>");
        for (int i = 0; i < 46; i++)
        {
            // Waves are small and dense where they are far away.
            double near = Math.Pow((i + luck.Unit(i)) / 46, 1.6), length = 22 + 120 * near, x = luck.Between(100 + i, -0.1, 1) * canvas.Width, y = top + 8 + depth * near;
            canvas.Add($"<path d='M{x} {y}q{length * 0.25} {-4 - 9 * near} {length * 0.5} 0t{length * 0.5} 0' fill='none' stroke='{air.Light(0.55)}' stroke-width='{1.5 + 4 * near}' stroke-linecap='round' opacity='{luck.Between(200 + i, 0.25, 0.6)}'/>");
        }
    }
}
