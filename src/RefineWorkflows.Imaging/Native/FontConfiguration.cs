using System.Security;

namespace RefineWorkflows.Imaging.Native;

/// <summary>A configuration for fontconfig that knows one folder of fonts and nothing of the system's, so that text looks the same on every machine. It is needed only until the first text is drawn.</summary>
internal sealed class FontConfiguration : IDisposable
{
    private readonly DirectoryInfo _scratch;

    internal FontConfiguration(string folder)
    {
        Folder = folder;
        _scratch = Directory.CreateTempSubdirectory("refine-fonts-");
        File = Path.Combine(_scratch.FullName, "fonts.conf");
        System.IO.File.WriteAllText(File, $"""
            <?xml version="1.0"?>
            <!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
            <fontconfig>
              <dir>{SecurityElement.Escape(folder)}</dir>
              <cachedir>{SecurityElement.Escape(Path.Combine(_scratch.FullName, "cache"))}</cachedir>
              <config><rescan><int>0</int></rescan></config>
              <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
            </fontconfig>
            """);
    }

    internal string Folder { get; }

    internal string File { get; }

    public void Dispose() => _scratch.Delete(recursive: true);
}
