using System.Globalization;

namespace RefineWorkflows.Imaging.Native;

/// <summary>
/// One call of a libvips operation by name: set its arguments, run it once, take its outputs, dispose. Goes through the
/// property interface because the C functions are variadic.
/// </summary>
internal sealed unsafe class VipsOperation : IDisposable
{
    private readonly string _name;
    private nint _handle;
    private bool _built;

    public VipsOperation(string name)
        : this(name, started: false)
    {
    }

    /// <param name="name">The operation's nickname.</param>
    /// <param name="started">True only while <see cref="VipsRuntime"/> starts and cannot wait for itself.</param>
    public VipsOperation(string name, bool started)
    {
        if (!started)
            VipsRuntime.Start();
        _name = name;
        _handle = Vips.NewOperation(name);
        if (_handle == 0)
            throw new NativeLibraryException($"This libvips has no operation '{name}': {VipsRuntime.TakeErrorText()}. Restore the native files that this version was built with.");
    }

    /// <summary>Sets a text, number, enumeration or flag from its written form.</summary>
    public VipsOperation Set(string argument, string value)
    {
        if (Vips.SetArgument(_handle, argument, value) != 0)
            throw new NativeLibraryException($"libvips' operation '{_name}' does not take {argument} = '{value}': {VipsRuntime.TakeErrorText()}");
        return this;
    }

    public VipsOperation Set(string argument, int value) => Set(argument, value.ToString(CultureInfo.InvariantCulture));

    public VipsOperation Set(string argument, VipsImage image)
    {
        GValue value = default;
        bool held = false;
        image.DangerousAddRef(ref held);
        try
        {
            Vips.InitValue(ref value, Vips.ImageType());
            Vips.SetObject(ref value, image.DangerousGetHandle());
            Vips.SetProperty(_handle, argument, ref value);
            Vips.UnsetValue(ref value);
        }
        finally
        {
            image.DangerousRelease();
        }

        return this;
    }

    /// <summary>Sets encoded bytes. libvips keeps a copy: loading is lazy and outlives the caller's memory.</summary>
    public VipsOperation Set(string argument, ReadOnlySpan<byte> bytes)
    {
        GValue value = default;
        fixed (byte* start = bytes)
        {
            nint blob = Vips.CopyToBlob(start, (nuint)bytes.Length);
            Vips.InitValue(ref value, Vips.BlobType());
            Vips.SetBoxed(ref value, blob);
            Vips.SetProperty(_handle, argument, ref value);
            Vips.UnsetValue(ref value);
            Vips.ReleaseArea(blob);
        }

        return this;
    }

    public VipsOperation Set(string argument, ReadOnlySpan<double> numbers)
    {
        GValue value = default;
        fixed (double* start = numbers)
        {
            Vips.InitValue(ref value, Vips.DoubleArrayType());
            Vips.SetDoubles(ref value, start, numbers.Length);
            Vips.SetProperty(_handle, argument, ref value);
            Vips.UnsetValue(ref value);
        }

        return this;
    }

    /// <summary>Builds the operation. Loaders read the header now and the pixels later.</summary>
    /// <exception cref="InvalidImageException">libvips refused; its words are in the message.</exception>
    public VipsOperation Run()
    {
        nint built = Vips.Build(_handle);
        if (built == 0)
        {
            Vips.ReleaseOutputs(_handle);
            throw new InvalidImageException($"libvips could not do '{_name}': {VipsRuntime.TakeErrorText()}");
        }

        // build hands back its own reference, to this operation or to an equal one
        Vips.Release(_handle);
        _handle = built;
        _built = true;
        return this;
    }

    public VipsImage TakeImage(string output)
    {
        GValue value = default;
        Vips.InitValue(ref value, Vips.ImageType());
        Vips.GetProperty(_handle, output, ref value);
        var image = new VipsImage(Vips.Retain(Vips.GetObject(ref value)));
        Vips.UnsetValue(ref value);
        return image;
    }

    public byte[] TakeBytes(string output)
    {
        GValue value = default;
        Vips.InitValue(ref value, Vips.BlobType());
        Vips.GetProperty(_handle, output, ref value);
        byte* start = Vips.BlobBytes(Vips.GetBoxed(ref value), out nuint length);
        byte[] bytes = new ReadOnlySpan<byte>(start, checked((int)length)).ToArray();
        Vips.UnsetValue(ref value);
        return bytes;
    }

    public void Dispose()
    {
        if (_handle == 0)
            return;
        // releasing the outputs twice is a double free: only after a successful build, and only here
        if (_built)
            Vips.ReleaseOutputs(_handle);
        Vips.Release(_handle);
        _handle = 0;
    }
}
