using System.Runtime.InteropServices;

namespace RefineWorkflows.Imaging.Native;

/// <summary>One reference to a libvips image: a recipe whose pixels are computed when they are asked for.</summary>
internal sealed unsafe class VipsImage : SafeHandle
{
    private const int UnsignedByte = 0;

    /// <param name="handle">A reference that this object takes over.</param>
    public VipsImage(nint handle)
        : base(0, ownsHandle: true) => SetHandle(handle);

    public override bool IsInvalid => handle == 0;

    public int Width => Vips.Width(this);

    public int Height => Vips.Height(this);

    public int Bands => Vips.Bands(this);

    public bool HasAlpha => Vips.HasAlpha(this) != 0;

    /// <summary>EXIF orientation, 1 to 8; 1 when there is none.</summary>
    public int Orientation => Vips.Orientation(this);

    /// <summary>Frames in the file; 1 when it is no animation.</summary>
    public int Pages => Vips.Pages(this);

    public static VipsImage FromRgb(RgbImage image)
    {
        VipsRuntime.Start();
        fixed (byte* pixels = image.Pixels)
        {
            nint plain = Vips.NewFromMemory(pixels, (nuint)image.Pixels.Length, image.Width, image.Height, 3, UnsignedByte);
            if (plain == 0)
                throw new NativeLibraryException($"libvips took no image of {image.Width}×{image.Height}: {VipsRuntime.TakeErrorText()}");
            using var raw = new VipsImage(plain);
            // memory images have no colour space; without one, savers and thumbnails guess
            using var copy = new VipsOperation("copy");
            return copy.Set("in", raw).Set("interpretation", "srgb").Run().TakeImage("out");
        }
    }

    /// <summary>Computes the pixels: rows from the top, bands interleaved. Decoding errors of lazily loaded pictures appear here.</summary>
    public byte[] ToBytes()
    {
        nint memory = Vips.WriteToMemory(this, out nuint length);
        if (memory == 0)
            throw new InvalidImageException($"The picture's pixels could not be read: {VipsRuntime.TakeErrorText()}. It is cut off or damaged.");
        try
        {
            return new ReadOnlySpan<byte>((void*)memory, checked((int)length)).ToArray();
        }
        finally
        {
            Vips.Free(memory);
        }
    }

    protected override bool ReleaseHandle()
    {
        Vips.Release(handle);
        return true;
    }
}
