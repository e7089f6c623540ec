using System.Reflection;
using System.Runtime.InteropServices;

namespace RefineWorkflows.Imaging.Native;

/// <summary>Loads libvips once a process and sets it up: only the loaders that are wanted, only the font that is shipped, no cache, no messages on standard error.</summary>
internal static class VipsLibrary
{
    private static readonly string[] Loaders = ["Png", "Jpeg", "Webp", "Nsgif", "Svg"];
    private static readonly Lock ErrorGate = new();
    private static readonly Lazy<bool> Loaded = new(Start);

    /// <summary>Makes sure that libvips may be called.</summary>
    /// <exception cref="NativeLibraryException">It is missing or lacks its fonts.</exception>
    internal static void Load() => _ = Loaded.Value;

    /// <summary>Takes libvips's text about the last failure. The buffer is one per process: with failures on several threads the text may be another's, so it informs people and decides nothing.</summary>
    internal static NativeLibraryException Error(string operation)
    {
        string? text;
        lock (ErrorGate)
        {
            var copy = Vips.vips_error_buffer_copy();
            text = Marshal.PtrToStringUTF8(copy);
            Vips.g_free(copy);
            Vips.vips_error_clear();
        }

        text = string.IsNullOrWhiteSpace(text) ? "no reason given" : text.Trim().ReplaceLineEndings("; ");
        return new NativeLibraryException($"libvips refused {operation}: {text}");
    }

    private static bool Start()
    {
        var folder = Folder();
        var file = Directory.EnumerateFiles(folder).FirstOrDefault(IsLibrary)
            ?? throw new NativeLibraryException($"No libvips in {folder}. Build the project again with Node.js and npm at hand, or copy the folder 'native' beside the program.");
        NativeLibrary.SetDllImportResolver(typeof(Vips).Assembly, (name, _, _) => name == "vips" ? NativeLibrary.Load(file) : 0);
        try
        {
            using var fonts = new FontConfiguration(Path.Combine(folder, "fonts"));
            Configure(fonts);
        }
        catch (Exception broken) when (broken is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new NativeLibraryException($"{file} cannot be loaded: it is for another platform, or damaged. Delete native/node_modules and build again on this machine.", broken);
        }

        return true;
    }

    private static void Configure(FontConfiguration fonts)
    {
        // libvips reads the C environment, which .NET's own setter does not reach.
        Vips.g_setenv("VIPS_WARNING", "1", 1);
        Vips.g_setenv("FONTCONFIG_FILE", fonts.File, 1);
        if (Vips.vips_init("refine") != 0)
            throw Error("vips_init");
        Vips.vips_cache_set_max(0);
        Vips.vips_operation_block_set("VipsForeignLoad", 1);
        foreach (var loader in Loaders)
            Vips.vips_operation_block_set("VipsForeignLoad" + loader, 0);

        // Drawn before any other thread can draw: font maps are kept per thread. Without fonts every glyph is a box, and all boxes are equally wide.
        using var narrow = VipsOperation.Image("text", ("text", "i"), ("font", "DejaVu Sans 40"));
        using var wide = VipsOperation.Image("text", ("text", "W"), ("font", "DejaVu Sans 40"));
        if (narrow.Width * 2 > wide.Width)
            throw new NativeLibraryException($"No font in {fonts.Folder}: text would be drawn as boxes. Copy DejaVuSans.ttf there, or build the project again.");
    }

    private static string Folder()
    {
        string?[] places = [AppContext.BaseDirectory, Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)];
        var folders = places.Where(place => !string.IsNullOrEmpty(place)).Select(place => Path.Combine(place!, "native"));
        return folders.FirstOrDefault(Directory.Exists)
            ?? throw new NativeLibraryException($"The folder 'native' with libvips is missing beside the program ({AppContext.BaseDirectory}). Build the project again, or copy the folder there.");
    }

    private static bool IsLibrary(string path)
    {
        var name = Path.GetFileName(path);
        return name.StartsWith("libvips-cpp.", StringComparison.Ordinal) || name == "libvips-42.dll";
    }
}
