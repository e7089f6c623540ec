using System.Security;

namespace RefineWorkflows.Imaging.Native;

/// <summary>
/// Lets libvips see the fonts beside the program and no others, so that the same text gives the same pixels on every
/// machine. Fontconfig reads its file when the first text is drawn and from then on works from memory: the file
/// may go once the first text has been drawn. That must happen before any other thread draws (late fonts stay invisible
/// to threads that drew before).
/// </summary>
internal sealed class ShippedFonts : IDisposable
{
    private readonly DirectoryInfo _folder;

    private ShippedFonts(DirectoryInfo folder) => _folder = folder;

    /// <summary>Points fontconfig to the shipped fonts. Must come before <c>vips_init</c>.</summary>
    public static ShippedFonts Configure(string fonts)
    {
        if (!File.Exists(Path.Combine(fonts, "DejaVuSans.ttf")))
            throw new NativeLibraryException($"The shipped font is missing: no DejaVuSans.ttf in '{fonts}'. Without it every letter would be drawn as a box. Build the project again, or copy the folder 'native' beside the program.");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("refine-fonts-");
        string configuration = Path.Combine(folder.FullName, "fonts.conf");
        File.WriteAllText(configuration, $"""
            <?xml version="1.0"?>
            <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
            <fontconfig>
              <dir>{SecurityElement.Escape(fonts)}</dir>
              <cachedir>{SecurityElement.Escape(folder.FullName)}</cachedir>
              <config><rescan><int>0</int></rescan></config>
              <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
            </fontconfig>
            """);
        Vips.SetEnvironment("FONTCONFIG_FILE", configuration, 1);
        return new ShippedFonts(folder);
    }

    /// <summary>Draws the first text, and makes sure that it is text. Must come after <c>vips_init</c>.</summary>
    public void Register()
    {
        // with no font every letter is the same box, and so equally wide
        if (InkWidth("i") >= InkWidth("W"))
            throw new NativeLibraryException($"libvips does not draw letters with the fonts shipped beside the program ({_folder.FullName} names them). Replace the folder 'native' by the one that was built.");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static int InkWidth(string letter)
    {
        using var draw = new VipsOperation("text", started: true);
        using VipsImage ink = draw.Set("text", letter).Set("font", "sans-serif 24").Run().TakeImage("out");
        return ink.Width;
    }
}
