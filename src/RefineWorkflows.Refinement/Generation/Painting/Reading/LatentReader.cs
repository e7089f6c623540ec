using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Measures;
using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Reading;

/// <summary>Recovers the scene that a picture shows by measuring its pixels; metadata is never looked at. What pixels cannot tell, such as what the subject is, is taken from the words.</summary>
internal static class LatentReader
{
    public static SceneLatent Read(RgbImage picture, SceneLatent words)
    {
        ImageMeasures seen = ImageMeasurer.Measure(picture);
        return words with
        {
            X = seen.SubjectX,
            Y = seen.SubjectY,
            Scale = Math.Clamp(0.5 + (Math.Log(Math.Max(0.02, seen.SubjectArea) / 0.22) / (2 * Math.Log(3.6))), 0, 1),
            LightWarmth = Math.Clamp(seen.Warmth, 0, 1),
            LightIntensity = Math.Clamp(0.5 + ((seen.Brightness - 0.48) * 1.3), 0, 1),
            Saturation = Math.Clamp(seen.Saturation * 1.15, 0, 1),
            Contrast = Math.Clamp(seen.Contrast * 1.9, 0, 1),
            Flames = Math.Clamp(seen.FireShare * 2.2, 0, 1),
            Embers = Math.Clamp(seen.FireShare * 1.8, 0, 1),
            Glow = Math.Clamp(seen.Glow * 2.2, 0, 1),
            Fog = Math.Clamp(seen.Haze, 0, 1),
            Night = seen.Brightness < 0.2 ? words.Night : Math.Min(words.Night, 0.3),
            BackgroundTint = new Tint(FrameColour(picture), Math.Min(0.6, seen.BackgroundSaturation)),
        };
    }

    /// <summary>The mean colour of the outermost eighth of the picture: what the place is dyed with.</summary>
    private static Ink FrameColour(RgbImage picture)
    {
        int band = Math.Max(1, Math.Min(picture.Width, picture.Height) / 16);
        double red = 0;
        double green = 0;
        double blue = 0;
        int count = 0;
        for (int y = 0; y < picture.Height; y++)
        {
            bool wholeRow = y < band || y >= picture.Height - band;
            for (int x = 0; x < picture.Width; x++)
            {
                if (!wholeRow && x == band)
                    x = Math.Max(x, picture.Width - band);
                int at = ((y * picture.Width) + x) * 3;
                red += picture.Pixels[at];
                green += picture.Pixels[at + 1];
                blue += picture.Pixels[at + 2];
                count++;
            }
        }

        return new Ink(red / count / 255, green / count / 255, blue / count / 255);
    }
}
