using System.Security.Cryptography;
using RefineWorkflows.Refinement.Artifacts;

namespace RefineWorkflows.Tuning.Models;

/// <summary>A user's versions on disk: <c>&lt;tuning&gt;/&lt;user&gt;/models/v0001/</c>. A folder is put in place whole, before the row that names it.</summary>
internal sealed class ModelFolder(string tuning, string user)
{
    private readonly string models = Path.Combine(tuning, user, "models");

    public string Of(int version) => Path.Combine(models, ModelVersion.NameOf(version));

    /// <summary>An empty folder to write a version into.</summary>
    public string Stage(int version)
    {
        string staged = $"{Of(version)}.writing";
        if (Directory.Exists(staged))
            Directory.Delete(staged, recursive: true);
        Directory.CreateDirectory(staged);
        return staged;
    }

    /// <summary>Puts what was written in place. What a crashed process had put there, without a row, gives way.</summary>
    /// <returns>The files with the hashes of their bytes.</returns>
    public async Task<IReadOnlyDictionary<string, string>> PlaceAsync(int version, CancellationToken cancellationToken)
    {
        string staged = $"{Of(version)}.writing";
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(staged, "*", SearchOption.AllDirectories))
        {
            byte[] bytes = await File.ReadAllBytesAsync(file, cancellationToken);
            // Written again so that it is on the disk, whoever has written it.
            await AtomicFile.WriteAsync(file, bytes, cancellationToken);
            files[Path.GetRelativePath(staged, file).Replace('\\', '/')] = Convert.ToHexStringLower(SHA256.HashData(bytes));
        }

        if (Directory.Exists(Of(version)))
            Directory.Delete(Of(version), recursive: true);
        Directory.Move(staged, Of(version));
        return files;
    }

    /// <summary>Sees to it that a version's files are those that were shelved.</summary>
    /// <exception cref="ModelException">They are not.</exception>
    public async Task CheckAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        foreach ((string name, string hash) in version.Files)
        {
            string file = Path.Combine(Of(version.Version), name);
            byte[] bytes;
            try
            {
                bytes = await File.ReadAllBytesAsync(file, cancellationToken);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                throw new ModelException($"Version {version.Version} of {version.User} cannot be read: {gone.Message} Take another one with: refine models rollback --user {version.User}", gone);
            }

            if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != hash)
                throw new ModelException($"Version {version.Version} of {version.User} is not used: {file} was changed since it was trained (its hash differs). Take another one with: refine models rollback --user {version.User}");
        }
    }

    public void Delete(int version)
    {
        if (Directory.Exists(Of(version)))
            Directory.Delete(Of(version), recursive: true);
    }
}
