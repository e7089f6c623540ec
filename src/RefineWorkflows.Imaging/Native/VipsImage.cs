using System.Runtime.InteropServices;

namespace RefineWorkflows.Imaging.Native;

/// <summary>One reference to an image of libvips: a recipe that is worked through when its pixels are asked for. Dispose at once; pixels may be large.</summary>
internal sealed unsafe class VipsImage : SafeHandle
{
    internal VipsImage(nint owned)
        : base(0, ownsHandle: true) => SetHandle(owned);

    public override bool IsInvalid => handle == 0;

    internal int Width => Vips.vips_image_get_width(handle);

    internal int Height => Vips.vips_image_get_height(handle);

    internal int Pages => Vips.vips_image_get_n_pages(handle);

    internal bool HasAlpha => Vips.vips_image_hasalpha(handle) != 0;

    /// <summary>Copies the pixels of a picture into an sRGB image of libvips.</summary>
    internal static VipsImage From(RgbImage image)
    {
        VipsLibrary.Load();
        nint raw;
        fixed (byte* pixels = image.Pixels)
            raw = Vips.vips_image_new_from_memory_copy(pixels, (nuint)image.Pixels.Length, image.Width, image.Height, 3, 0);
        if (raw == 0)
            throw VipsLibrary.Error("vips_image_new_from_memory_copy");
        using var plain = new VipsImage(raw);
        return VipsOperation.Image("copy", ("in", plain), ("interpretation", "srgb"));
    }

    /// <summary>Works the recipe through. The image must have three bands of 8 bits.</summary>
    internal RgbImage ToRgb()
    {
        int width = Width, height = Height;
        var pixels = Vips.vips_image_write_to_memory(handle, out var length);
        if (pixels == null)
            throw VipsLibrary.Error("vips_image_write_to_memory");
        try
        {
            return new RgbImage(width, height, new ReadOnlySpan<byte>(pixels, checked((int)length)).ToArray());
        }
        finally
        {
            Vips.g_free((nint)pixels);
        }
    }

    protected override bool ReleaseHandle()
    {
        Vips.g_object_unref(handle);
        return true;
    }
}
