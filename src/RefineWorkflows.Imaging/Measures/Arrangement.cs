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
        var luma = new float[lab.Length];
        for (var place = 0; place < lab.Length; place++)
        {
            var pixel = small.Pixels.Slice(place * 3, 3);
            luma[place] = (mask[place] ? subject : background).Add(pixel[0], pixel[1], pixel[2]);
        }

        return new Arrangement(mask, subject, background, ContrastOf(mask, lab), SymmetryOf(luma, small.Width), HazeOf(small));
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

    private static double SymmetryOf(float[] luma, int width)
    {
        var (sum, squares, products) = (0.0, 0.0, 0.0);
        for (var place = 0; place < luma.Length; place++)
        {
            var column = place % width;
            sum += luma[place];
            squares += luma[place] * luma[place];
            products += luma[place] * luma[place - column + width - 1 - column];
        }

        var mean = sum / luma.Length;
        var variance = squares / luma.Length - mean * mean;
        // Below half a level of deviation a picture is plain.
        return variance < 0.25 ? 1 : Math.Clamp((products / luma.Length - mean * mean) / variance, 0, 1);
    }

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
