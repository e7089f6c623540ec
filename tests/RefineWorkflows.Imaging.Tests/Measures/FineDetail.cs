using RefineWorkflows.Imaging.Measures;

namespace RefineWorkflows.Imaging.Tests.Measures;

public sealed class FineDetail
{
    [Fact]
    public void The_vectorised_pass_equals_the_formulas_written_plainly()
    {
        foreach ((int width, int height) in new[] { (3, 3), (17, 9), (64, 40), (131, 77) })
        {
            var random = new Random(width);
            float[] luma = [.. Enumerable.Range(0, width * height).Select(_ => (float)random.Next(256))];
            float At(int x, int y) => luma[(y * width) + x];
            double sum = 0, squares = 0, noise = 0, bends = 0, slopes = 0;
            int edges = 0, n = (width - 2) * (height - 2);
            for (int y = 1; y < height - 1; y++)
            {
                for (int x = 1; x < width - 1; x++)
                {
                    double laplacian = At(x - 1, y) + At(x + 1, y) + At(x, y - 1) + At(x, y + 1) - (4 * At(x, y));
                    sum += laplacian;
                    squares += laplacian * laplacian;
                    noise += Math.Abs(At(x - 1, y - 1) - (2 * At(x, y - 1)) + At(x + 1, y - 1)
                        - (2 * At(x - 1, y)) + (4 * At(x, y)) - (2 * At(x + 1, y))
                        + At(x - 1, y + 1) - (2 * At(x, y + 1)) + At(x + 1, y + 1));
                    double gx = At(x + 1, y - 1) + (2 * At(x + 1, y)) + At(x + 1, y + 1) - At(x - 1, y - 1) - (2 * At(x - 1, y)) - At(x - 1, y + 1);
                    double gy = At(x - 1, y + 1) + (2 * At(x, y + 1)) + At(x + 1, y + 1) - At(x - 1, y - 1) - (2 * At(x, y - 1)) - At(x + 1, y - 1);
                    double step = Math.Sqrt((gx * gx) + (gy * gy)) / 4;
                    if (step <= Detail.EdgeLevels)
                        continue;
                    edges++;
                    bends += laplacian * laplacian;
                    slopes += step * step;
                }
            }

            Detail detail = Detail.Of(luma, width, height);
            Assert.Equal((squares / n) - (sum / n * (sum / n)), detail.LaplacianVariance, 1);
            Assert.Equal(Math.Sqrt(Math.PI / 2) * noise / (6.0 * n), detail.NoiseDeviation, 3);
            Assert.Equal((double)edges / n, detail.EdgeDensity, 9);
            Assert.Equal(bends / slopes, detail.Acutance, 4);
        }
    }

    [Fact]
    public void Gaussian_noise_of_known_strength_is_estimated()
    {
        var random = new Random(5);
        ImageMeasures measures = ImageMeasurer.Measure(Pictures.Paint(256, 256, (_, _) =>
        {
            double gauss = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            byte value = (byte)Math.Clamp(Math.Round(128 + (10 * gauss)), 0, 255);
            return (value, value, value);
        }));
        Assert.Equal(10.0 / 255, measures.Noise, 2);
    }

    [Fact]
    public void A_crisp_edge_is_sharper_than_a_soft_one()
    {
        static double Sharpness(double softness) => ImageMeasurer.Measure(Pictures.Paint(128, 128, (x, y) =>
        {
            double distance = Math.Sqrt(Math.Pow(x - 64, 2) + Math.Pow(y - 64, 2)) - 40;
            byte value = (byte)(255 / (1 + Math.Exp(distance / softness)));
            return (value, value, value);
        })).Sharpness;
        Assert.True(Sharpness(0.2) > 2 * Sharpness(2));
        Assert.True(Sharpness(2) > 2 * Sharpness(8));
    }

    [Fact]
    public void Acutance_is_one_for_a_hard_step_of_any_height_and_falls_as_one_by_eight_sigma_squared()
    {
        static double Acutance(double sigma, int height) => ImageMeasurer.Measure(Pictures.Paint(128, 64, (x, _) =>
        {
            byte value = (byte)Math.Round(height / (1 + Math.Exp(-1.702 * (x - 63.5) / sigma)));
            return (value, value, value);
        })).Acutance;
        Assert.Equal(1, Acutance(0.01, 255), 3);
        Assert.Equal(1, Acutance(0.01, 80), 3);
        Assert.Equal(1 / (8 * 2.0 * 2.0), Acutance(2, 255), 0.012);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(1, 500)]
    [InlineData(500, 1)]
    [InlineData(3, 2)]
    public void Tiny_and_thin_pictures_are_measured_too(int width, int height)
    {
        ImageMeasures measures = ImageMeasurer.Measure(Pictures.Gradient(width, height));
        double[] all = [measures.Brightness, measures.Contrast, measures.Colourfulness, measures.Sharpness, measures.Noise, measures.Haze, measures.Symmetry, measures.Clutter];
        Assert.All(all, value => Assert.True(double.IsFinite(value) && value >= 0));
    }
}
