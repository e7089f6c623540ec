using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.StaticFiles;

namespace RefineWorkflows.Server.Studio;

/// <summary>The files of the npm package, as they lie on disk. What is not in this list is not served, so no path can lead out of it.</summary>
internal sealed partial class StudioPackage
{
    private static readonly FileExtensionContentTypeProvider Types = MakeTypes();

    private readonly FrozenDictionary<string, StudioFile> files;

    private StudioPackage(FrozenDictionary<string, StudioFile> files) => this.files = files;

    /// <summary>The package, or null when the build could not bring it.</summary>
    public static StudioPackage? Find()
    {
        string beside = Path.Combine(AppContext.BaseDirectory, "studio");
        string pointer = Path.Combine(AppContext.BaseDirectory, "studio.location");
        string folder = Directory.Exists(beside) || !File.Exists(pointer) ? beside : File.ReadAllText(pointer).Trim();
        return Directory.Exists(Path.Combine(folder, "_framework")) ? Open(folder) : null;
    }

    /// <summary>The package in a folder.</summary>
    public static StudioPackage Open(string folder)
    {
        HashSet<string> all = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)];
        return new StudioPackage(all
            .Where(file => !IsVariant(file, all) && Path.GetRelativePath(folder, file) is not ("index.html" or "package.json" or "appsettings.json"))
            .ToFrozenDictionary(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'), file => Describe(file, all), StringComparer.Ordinal));
    }

    /// <summary>The file at a path below the package, or null.</summary>
    public StudioFile? Find(string path) => files.GetValueOrDefault(path);

    private static bool IsVariant(string file, HashSet<string> all)
        => (file.EndsWith(".br", StringComparison.Ordinal) || file.EndsWith(".gz", StringComparison.Ordinal)) && all.Contains(file[..^3]);

    private static StudioFile Describe(string file, HashSet<string> all)
    {
        var info = new FileInfo(file);
        return new StudioFile(
            file,
            Types.TryGetContentType(file, out string? type) ? type : "application/octet-stream",
            string.Create(CultureInfo.InvariantCulture, $"{info.Length:x}-{info.LastWriteTimeUtc.Ticks:x}"),
            Fingerprint().IsMatch(Path.GetFileName(file)),
            [.. new[] { "br", "gz" }.Where(suffix => all.Contains($"{file}.{suffix}"))]);
    }

    private static FileExtensionContentTypeProvider MakeTypes()
    {
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".dat"] = "application/octet-stream";
        types.Mappings[".wasm"] = "application/wasm";
        types.Mappings[".webmanifest"] = "application/manifest+json";
        types.Mappings[".cur"] = "image/x-icon";
        types.Mappings[".scss"] = "text/plain";
        types.Mappings[".map"] = "application/json";
        return types;
    }

    // The .NET build puts ten letters and digits of a hash before the extension.
    [GeneratedRegex(@"\.[a-z0-9]{10}\.[a-z0-9]+$")]
    private static partial Regex Fingerprint();
}
