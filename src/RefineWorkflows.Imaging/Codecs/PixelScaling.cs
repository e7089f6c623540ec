using RefineWorkflows.Imaging.Native;

namespace RefineWorkflows.Imaging.Codecs;

/// <summary>Scaling of decoded pixels, for everybody in this project.</summary>
internal static class PixelScaling
{
    public static RgbImage Resize(RgbImage image, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Width == width && image.Height == height)
            return image;
        using VipsImage source = VipsImage.FromRgb(image);
        using var scale = new VipsOperation("thumbnail_image");
        using VipsImage result = scale.Set("in", source).Set("width", width).Set("height", height).Set("size", "force").Run().TakeImage("out");
        return new RgbImage(result.Width, result.Height, result.ToBytes());
    }
}
