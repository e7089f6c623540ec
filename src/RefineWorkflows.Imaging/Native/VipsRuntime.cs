using System.Reflection;
using System.Runtime.InteropServices;

namespace RefineWorkflows.Imaging.Native;

/// <summary>Loads the shipped libvips once per process and sets it up: strict loaders, the shipped fonts only, no cache.</summary>
internal static class VipsRuntime
{
    // SVG is let in for pictures of our own; uploads are told apart by their first bytes before libvips sees them
    private static readonly string[] Loaders =
        ["VipsForeignLoadPng", "VipsForeignLoadJpeg", "VipsForeignLoadWebp", "VipsForeignLoadNsgif", "VipsForeignLoadSvg"];

    private static readonly Lazy<bool> Started = new(StartOnce, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>Returns when libvips is ready. The first call takes some tens of milliseconds, later ones nothing.</summary>
    /// <exception cref="NativeLibraryException">The library or the fonts are missing or unusable. Every call throws the same.</exception>
    public static void Start() => _ = Started.Value;

    /// <summary>
    /// What libvips last complained about, in one line. The buffer is shared by the whole process: a hint for people,
    /// never a basis for a decision.
    /// </summary>
    public static string TakeErrorText()
    {
        nint text = Vips.TakeErrorText();
        string? message = Marshal.PtrToStringUTF8(text);
        Vips.Free(text);
        Vips.ClearErrorText();
        return string.IsNullOrWhiteSpace(message) ? "no reason given" : message.Trim().ReplaceLineEndings("; ");
    }

    private static bool StartOnce()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "native");
        string file = FindLibrary(folder);
        NativeLibrary.SetDllImportResolver(
            Assembly.GetExecutingAssembly(),
            (name, _, _) => name == Vips.Library ? Load(file) : 0);

        // one warning per damaged row goes to stderr otherwise; managed variables do not reach native code
        Vips.SetEnvironment("VIPS_WARNING", "1", 1);
        using var fonts = ShippedFonts.Configure(Path.Combine(folder, "fonts"));
        if (Vips.Init("refine") != 0)
            throw new NativeLibraryException($"libvips did not start ({file}): {TakeErrorText()}");
        // the cache keeps pictures alive that nobody asks for again
        Vips.SetCacheMax(0);
        Vips.SetConcurrency(Math.Min(2, Environment.ProcessorCount));
        Vips.BlockOperation("VipsForeignLoad", 1);
        foreach (string loader in Loaders)
            Vips.BlockOperation(loader, 0);
        fonts.Register();
        return true;
    }

    private static string FindLibrary(string folder)
    {
        string[] found = Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, "libvips-cpp.*"), .. Directory.GetFiles(folder, "libvips-42.dll")]
            : [];
        return found.Length > 0
            ? found.Order(StringComparer.Ordinal).Last()
            : throw new NativeLibraryException($"libvips is missing: no libvips-cpp.* or libvips-42.dll in '{folder}'. Build the project again with network access to npm, or copy the folder 'native' beside the program.");
    }

    private static nint Load(string file)
    {
        try
        {
            return NativeLibrary.Load(file);
        }
        catch (Exception cause) when (cause is DllNotFoundException or BadImageFormatException)
        {
            throw new NativeLibraryException($"'{file}' does not load on this machine ({RuntimeInformation.RuntimeIdentifier}): {cause.Message} Delete node_modules and build again, so that npm picks the right platform.", cause);
        }
    }
}
