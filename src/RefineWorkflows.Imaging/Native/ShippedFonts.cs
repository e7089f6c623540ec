using System.Security;

namespace RefineWorkflows.Imaging.Native;

/// <summary>
/// Lets libvips see the fonts beside the program and no others, so that the same text gives the same pixels on every
/// machine. Fontconfig reads its file when the first text is drawn and again for every thread that draws, from memory:
/// the file itself may go once the first text has been drawn.
/// </summary>
internal sealed class ShippedFonts : IDisposable
{
    private readonly DirectoryInfo _folder;

    private ShippedFonts(DirectoryInfo folder) => _folder = folder;

    /// <summary>Points fontconfig to the shipped fonts. Must come before <c>vips_init</c>; dispose after it.</summary>
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

    public void Dispose() => _folder.Delete(recursive: true);
}
