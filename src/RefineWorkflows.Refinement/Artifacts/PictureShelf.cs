using System.Security.Cryptography;
using System.Text.RegularExpressions;
using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>
/// Pictures that people brought, for runs to name. Each is kept as the PNG of its pixels, upright and without the texts
/// and places that cameras write, under a name that its content decides: the same picture has the same name everywhere.
/// </summary>
/// <param name="folder">The folder; it is made with the first picture.</param>
/// <param name="codec">Reads what was brought, within its limits.</param>
public sealed partial class PictureShelf(string folder, ImageCodec codec)
{
    private const int NameLength = 16;

    /// <summary>Puts a picture on the shelf. One that is there already stays as it is.</summary>
    /// <param name="file">PNG, JPEG, WebP, GIF or whatever else the codec reads; of an animation the first frame.</param>
    /// <param name="cancellationToken">Leaves nothing half-written.</param>
    /// <exception cref="ImagingException">It cannot be decoded, or is larger than the limits allow.</exception>
    /// <exception cref="RunFolderException">It cannot be written.</exception>
    public async Task<ShelvedPicture> AddAsync(ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        RgbImage image = codec.Decode(file);
        cancellationToken.ThrowIfCancellationRequested();
        byte[] png = codec.EncodePng(image);
        string name = $"{Convert.ToHexStringLower(SHA256.HashData(png))[..NameLength]}.png";
        RunFolder shelf = RunFolder.Create(folder);
        if (!shelf.Has(name))
            await shelf.WriteAtomicAsync(name, png, cancellationToken);
        return new ShelvedPicture(name, image.Width, image.Height);
    }

    /// <summary>All pictures, by name.</summary>
    public IReadOnlyList<ShelvedPicture> List()
    {
        if (!Directory.Exists(folder))
            return [];
        RunFolder shelf = RunFolder.Open(folder);
        return [.. Directory.EnumerateFiles(folder).Select(Path.GetFileName).OfType<string>().Where(name => Name().IsMatch(name)).Order(StringComparer.Ordinal).Select(name =>
        {
            ImageHeader header = codec.ReadHeader(File.ReadAllBytes(shelf.PathOf(name)));
            return new ShelvedPicture(name, header.Width, header.Height);
        })];
    }

    /// <summary>Where a picture's file is; null when the name is none of the shelf's, or nothing stands under it.</summary>
    public string? Find(string name)
        => Name().IsMatch(name) && File.Exists(Path.Combine(folder, name)) ? Path.GetFullPath(Path.Combine(folder, name)) : null;

    [GeneratedRegex(@"\A[0-9a-f]{16}\.png\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
