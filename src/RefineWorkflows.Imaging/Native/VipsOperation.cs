namespace RefineWorkflows.Imaging.Native;

/// <summary>Runs one operation of libvips by name: sets its properties, builds it, reads one output. It stands in for the variadic C calls.</summary>
internal static unsafe class VipsOperation
{
    /// <summary>Runs an operation whose output is an image.</summary>
    internal static VipsImage Image(string name, params ReadOnlySpan<(string Name, object Value)> arguments)
    {
        var operation = Build(name, arguments);
        try
        {
            var value = default(GValue);
            Vips.g_value_init(ref value, Vips.vips_image_get_type());
            Vips.g_object_get_property(operation, "out", ref value);
            var image = new VipsImage(Vips.g_object_ref(Vips.g_value_get_object(ref value)));
            Vips.g_value_unset(ref value);
            return image;
        }
        finally
        {
            Release(operation);
        }
    }

    /// <summary>Runs a saver, whose output is a file's bytes.</summary>
    internal static byte[] Bytes(string name, params ReadOnlySpan<(string Name, object Value)> arguments)
    {
        var operation = Build(name, arguments);
        var value = default(GValue);
        try
        {
            Vips.g_value_init(ref value, Vips.vips_blob_get_type());
            Vips.g_object_get_property(operation, "buffer", ref value);
            var bytes = Vips.vips_blob_get(Vips.g_value_get_boxed(ref value), out var length);
            return new ReadOnlySpan<byte>(bytes, checked((int)length)).ToArray();
        }
        finally
        {
            Vips.g_value_unset(ref value);
            Release(operation);
        }
    }

    private static nint Build(string name, ReadOnlySpan<(string Name, object Value)> arguments)
    {
        var operation = Vips.vips_operation_new(name);
        if (operation == 0)
            throw VipsLibrary.Error(name);
        try
        {
            foreach (var (argument, value) in arguments)
                Set(operation, name, argument, value);
            var built = Vips.vips_cache_operation_build(operation);
            if (built != 0)
                return built;
            Vips.vips_object_unref_outputs(operation);
            throw VipsLibrary.Error(name);
        }
        finally
        {
            Vips.g_object_unref(operation);
        }
    }

    private static void Release(nint operation)
    {
        Vips.vips_object_unref_outputs(operation);
        Vips.g_object_unref(operation);
    }

    private static void Set(nint operation, string name, string argument, object input)
    {
        if (input is string text)
        {
            if (Vips.vips_object_set_argument_from_string(operation, argument, text) != 0)
                throw VipsLibrary.Error(name);
            return;
        }

        var value = default(GValue);
        switch (input)
        {
            case int number:
                Vips.g_value_init(ref value, GValue.Int);
                Vips.g_value_set_int(ref value, number);
                break;
            case bool flag:
                Vips.g_value_init(ref value, GValue.Boolean);
                Vips.g_value_set_boolean(ref value, flag ? 1 : 0);
                break;
            case double number:
                Vips.g_value_init(ref value, GValue.Double);
                Vips.g_value_set_double(ref value, number);
                break;
            case VipsImage image:
                Vips.g_value_init(ref value, Vips.vips_image_get_type());
                Vips.g_value_set_object(ref value, image.DangerousGetHandle());
                break;
            case double[] numbers:
                Vips.g_value_init(ref value, Vips.vips_array_double_get_type());
                fixed (double* first = numbers)
                    Vips.vips_value_set_array_double(ref value, first, numbers.Length);
                break;
            case ReadOnlyMemory<byte> bytes:
                Vips.g_value_init(ref value, Vips.vips_blob_get_type());
                nint blob;
                fixed (byte* first = bytes.Span)
                    blob = Vips.vips_blob_copy(first, (nuint)bytes.Length);
                Vips.g_value_set_boxed(ref value, blob);
                Vips.vips_area_unref(blob);
                break;
            default:
                throw new ArgumentException($"Argument '{argument}' of {name} is a {input.GetType().Name}, which has no counterpart in libvips.", nameof(input));
        }

        Vips.g_object_set_property(operation, argument, ref value);
        Vips.g_value_unset(ref value);
        // The argument's owner must outlive the call above: the collector may not run its finaliser earlier.
        GC.KeepAlive(input);
    }
}
