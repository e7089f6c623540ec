using System.Security.Cryptography;
using System.Text.RegularExpressions;
using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Clips;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Artifacts;

namespace RefineWorkflows.Tuning.Votes;

/// <summary>
/// The pictures and clips that votes name, as they were when they were voted on: a run that is deleted takes nothing from
/// what was learned. The file's content decides its name, so one is kept however often it is voted on.
/// </summary>
/// <param name="folder">The folder; it is made with the first picture.</param>
/// <param name="codec">Reads pictures, within its limits.</param>
/// <param name="clips">Reads animated pictures, within its limits.</param>
/// <param name="limits">The limits of both; videos, which neither reads, are held to the length of their file.</param>
public sealed partial class VotedPictures(string folder, ImageCodec codec, ClipCodec clips, ImageLimits limits)
{
    /// <summary>Bytes that a file may have at most.</summary>
    public long MaxBytes => limits.Bytes;

    /// <summary>Keeps a picture or clip. One that is kept already stays as it is.</summary>
    /// <param name="file">PNG, JPEG, WebP or GIF, still or moving, or MP4 or WebM.</param>
    /// <param name="cancellationToken">Leaves nothing half-written.</param>
    /// <returns>Its hash, which is its name.</returns>
    /// <exception cref="ImagingException">It cannot be decoded, or is larger than the limits allow.</exception>
    /// <exception cref="RunFolderException">It cannot be written.</exception>
    public async Task<string> AddAsync(ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(file.Span));
        if (Find(sha256) is not null)
            return sha256;
        string extension = ExtensionOf(file);
        cancellationToken.ThrowIfCancellationRequested();
        await RunFolder.Create(folder).WriteAtomicAsync($"{sha256}.{extension}", file, cancellationToken);
        return sha256;
    }

    /// <summary>Where a picture's file is; null when it is not kept.</summary>
    public string? Find(string sha256)
        => Name().IsMatch(sha256)
            ? Extensions.Select(extension => Path.Combine(folder, $"{sha256}.{extension}")).FirstOrDefault(File.Exists)
            : null;

    /// <summary>A picture's file.</summary>
    /// <exception cref="VoteException">It is not kept, or is no longer what it was.</exception>
    public async Task<byte[]> ReadAsync(string sha256, CancellationToken cancellationToken)
    {
        string path = Find(sha256) ?? throw new VoteException($"The picture {sha256} that a vote names is not in '{folder}'; put the folder back, or undo the vote.");
        byte[] file = await File.ReadAllBytesAsync(path, cancellationToken);
        return Convert.ToHexStringLower(SHA256.HashData(file)) == sha256
            ? file
            : throw new VoteException($"'{path}' was changed: its content is not what its name says. Put the picture back, or undo the votes about it.");
    }

    /// <summary>The hashes of all that are kept.</summary>
    public IReadOnlyList<string> List()
        => Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder).Select(Path.GetFileNameWithoutExtension).OfType<string>().Where(name => Name().IsMatch(name)).Distinct().Order(StringComparer.Ordinal)]
            : [];

    /// <summary>Removes a picture; nothing happens when it is not kept.</summary>
    public void Remove(string sha256)
    {
        if (Find(sha256) is { } path)
            File.Delete(path);
    }

    private static IReadOnlyList<string> Extensions { get; } = ["png", "jpeg", "webp", "gif", "mp4", "webm"];

    private string ExtensionOf(ReadOnlyMemory<byte> file)
    {
        if (ClipFormats.Recognise(file.Span) is { } format)
        {
            if (file.Length > limits.Bytes)
                throw new ImageTooLargeException($"The clip has {file.Length} bytes; at most {limits.Bytes} are kept. Make it shorter or smaller, or raise the limit.");
            if (!ClipFormats.IsVideo(format))
            {
                clips.ReadHeader(file);
                codec.Decode(file);
            }

            return ClipFormats.ExtensionOf(format);
        }

        codec.Decode(file);
        return codec.ReadHeader(file).Format == ImageFormat.Png ? "png" : "jpeg";
    }

    [GeneratedRegex(@"\A[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
