using System.Runtime.InteropServices;

namespace RefineWorkflows.Imaging.Native;

/// <summary>One reference to an image of libvips: a recipe that is worked through when its pixels are asked for. Dispose at once; pixels may be large.</summary>
internal sealed unsafe class VipsImage : SafeHandle
{
    internal VipsImage(nint owned)
        : base(0, ownsHandle: true) => SetHandle(owned);

    private const string DelayField = "delay";

    public override bool IsInvalid => handle == 0;

    internal int Width => Vips.vips_image_get_width(handle);

    internal int Height => Vips.vips_image_get_height(handle);

    internal int Pages => Vips.vips_image_get_n_pages(handle);

    /// <summary>Rows of one frame; the height of a still picture.</summary>
    internal int PageHeight => Vips.vips_image_get_page_height(handle);

    /// <summary>How long each frame is shown, in milliseconds; empty where that is not told.</summary>
    internal int[] Delays
    {
        get
        {
            if (Vips.vips_image_get_typeof(handle, DelayField) == 0)
                return [];
            if (Vips.vips_image_get_array_int(handle, DelayField, out var numbers, out var count) != 0)
                throw VipsLibrary.Error("vips_image_get_array_int");
            return new ReadOnlySpan<int>(numbers, count).ToArray();
        }
    }

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

    /// <summary>Says that the image is a stack of frames, one below the other, that repeats for ever. Only for an image that nobody else holds.</summary>
    /// <param name="pageHeight">Rows of one frame.</param>
    /// <param name="delays">How long each frame is shown, in milliseconds.</param>
    internal void MarkAsAnimation(int pageHeight, int[] delays)
    {
        Vips.vips_image_set_int(handle, "page-height", pageHeight);
        Vips.vips_image_set_int(handle, "loop", 0);
        fixed (int* first = delays)
            Vips.vips_image_set_array_int(handle, DelayField, first, delays.Length);
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
