using RefineWorkflows.Imaging;

namespace RefineWorkflows.Refinement.Generation.Painting.Finish;

/// <summary>Pencil on off-white paper: contours by a difference of two blurs, tones by up to three directions of hatching.</summary>
internal static class PencilSketch
{
    public static RgbImage Apply(RgbImage image, ulong seed)
    {
        int width = image.Width;
        int height = image.Height;
        double side = Math.Min(width, height);
        int fine = Math.Max(1, (int)(side / 620));
        Plane[] near = [.. Enumerable.Range(0, 3).Select(channel => Plane.Channel(image, channel).Blur(fine))];
        Plane[] wide = [.. near.Select(plane => plane.Blur(Math.Max(1, fine * 2)))];
        Plane tone = Plane.Luma(image).Blur(Math.Max(1, (int)(side / 128)));
        byte[] pixels = new byte[image.Pixels.Length];
        double tooth = Math.Max(1.2, side / 420);
        double pitch = Math.Max(3.2, side / 96);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int at = (y * width) + x;
                double contour = 0;
                for (int channel = 0; channel < 3; channel++)
                    contour = Math.Max(contour, wide[channel].Values[at] - near[channel].Values[at]);
                double line = Math.Clamp((contour - 2.2) / 11, 0, 1);
                double grain = Grain.Rough(seed ^ 0x3C, x, y, tooth);
                double lead = Math.Clamp((line * 0.92 * (0.62 + (0.6 * grain))) + (Hatching(seed, x, y, tone.Values[at] / 255, pitch, side) * (0.35 + grain)), 0, 0.9);
                double paper = 1 + (0.035 * (grain - 0.5));
                pixels[at * 3] = Mark(248, 52, paper, lead);
                pixels[(at * 3) + 1] = Mark(245, 50, paper, lead);
                pixels[(at * 3) + 2] = Mark(236, 56, paper, lead);
            }
        }

        return new RgbImage(width, height, pixels);
    }

    private static byte Mark(double paper, double pencil, double sheet, double lead)
        => (byte)Math.Clamp((paper * sheet * (1 - lead)) + (pencil * lead) + 0.5, 0, 255);

    private static double Hatching(ulong seed, int x, int y, double light, double pitch, double side)
    {
        // A hand does not draw rulers' lines: the whole hatching sways a little.
        double sway = (Grain.Smooth(seed ^ 0x5A, x, y, side / 8) - 0.5) * pitch * 2.2;
        double lead = Strokes(x + y + sway, pitch * 1.4, 0.68 - light, 0.34);
        lead += Strokes(x - y + sway, pitch * 1.4, 0.42 - light, 0.34);
        return lead + Strokes((y * 1.4) + sway, pitch * 1.1, 0.2 - light, 0.3);
    }

    /// <summary>Parallel strokes that grow broader and darker with the tone that they have to give; none where there is no need.</summary>
    private static double Strokes(double along, double pitch, double need, double most)
    {
        if (need <= 0)
            return 0;
        double phase = along / pitch;
        double away = Math.Abs(phase - Math.Floor(phase) - 0.5) * 2;
        double breadth = 0.24 + Math.Min(0.3, need);
        return Math.Clamp((breadth - away) / 0.2, 0, 1) * most * Math.Min(1, 0.45 + (need * 3));
    }
}
