namespace RefineWorkflows.Imaging.Measures;

/// <summary>How a small copy of a picture is composed: subject against background, symmetry, haze.</summary>
internal sealed record Arrangement(SubjectMask Mask, ColourTally Subject, ColourTally Background, double SubjectContrast, double Symmetry, double Haze)
{
    private const int HazeSquare = 8;

    internal static Arrangement Of(RgbImage small)
    {
        var lab = LabPlane.Of(small);
        var mask = SubjectMask.Of(lab, small.Width, small.Height);
        var (subject, background) = (new ColourTally(), new ColourTally());
        for (var place = 0; place < lab.Length; place++)
        {
            var pixel = small.Pixels.Slice(place * 3, 3);
            (mask[place] ? subject : background).Add(pixel[0], pixel[1], pixel[2]);
        }

        return new Arrangement(mask, subject, background, ContrastOf(mask, lab), SymmetryOf(small), HazeOf(small));
    }

    private static double ContrastOf(SubjectMask mask, Lab[] lab)
    {
        if (mask.Area is 0 or 1)
            return 0;
        return Math.Min(1, Mean(inside: true).DistanceTo(Mean(inside: false)) / 100);

        Lab Mean(bool inside)
        {
            var colours = lab.Where((_, place) => mask[place] == inside).ToArray();
            return new Lab(colours.Average(colour => colour.L), colours.Average(colour => colour.A), colours.Average(colour => colour.B));
        }
    }

    private static double SymmetryOf(RgbImage small)
    {
        var (sum, squares, products) = (0.0, 0.0, 0.0);
        var count = small.Width * small.Height;
        for (var place = 0; place < count; place++)
        {
            var (x, row) = (place % small.Width, place - place % small.Width);
            var luma = LumaAt(small, place);
            sum += luma;
            squares += luma * luma;
            products += luma * LumaAt(small, row + small.Width - 1 - x);
        }

        var mean = sum / count;
        var variance = squares / count - mean * mean;
        // Below half a level of deviation a picture is plain.
        return variance < 0.25 ? 1 : Math.Clamp((products / count - mean * mean) / variance, 0, 1);
    }

    private static double LumaAt(RgbImage image, int place) =>
        ColourTally.Luma(image.Pixels[place * 3], image.Pixels[place * 3 + 1], image.Pixels[place * 3 + 2]);

    private static double HazeOf(RgbImage small)
    {
        var (sum, squares) = (0.0, 0);
        for (var top = 0; top < small.Height; top += HazeSquare)
        {
            for (var left = 0; left < small.Width; left += HazeSquare)
            {
                var darkest = byte.MaxValue;
                for (var y = top; y < Math.Min(small.Height, top + HazeSquare); y++)
                {
                    var length = Math.Min(HazeSquare, small.Width - left) * 3;
                    foreach (var level in small.Pixels.Slice((y * small.Width + left) * 3, length))
                        darkest = Math.Min(darkest, level);
                }

                sum += darkest;
                squares++;
            }
        }

        return sum / squares / 255;
    }
}
