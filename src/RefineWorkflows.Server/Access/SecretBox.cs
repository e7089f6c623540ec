using System.Security.Cryptography;
using System.Text;

namespace RefineWorkflows.Server.Access;

/// <summary>
/// Keeps secrets that have to be used again, so cannot be hashed: AES-256-GCM under a key in a file of the data folder that
/// only its owner can read. A copied database is worthless without that file.
/// </summary>
internal sealed class SecretBox
{
    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly byte[] key;

    private SecretBox(byte[] key) => this.key = key;

    /// <summary>Reads the key file, and makes it first when there is none.</summary>
    /// <param name="dataFolder">Where <c>secrets.key</c> is.</param>
    /// <exception cref="InvalidDataException">The file is not one of ours.</exception>
    public static SecretBox Open(string dataFolder)
    {
        string path = Path.Combine(dataFolder, "secrets.key");
        byte[] key = ReadOrMake(path);
        return key.Length == KeyLength
            ? new SecretBox(key)
            : throw new InvalidDataException($"{path} is not a key of {KeyLength} bytes but has {key.Length}. Restore it from a backup; without it the stored webhook secrets cannot be read.");
    }

    /// <summary>Encrypts a secret for one place; it opens only there.</summary>
    public string Seal(string place, string secret)
    {
        byte[] text = Encoding.UTF8.GetBytes(secret);
        byte[] box = new byte[NonceLength + text.Length + TagLength];
        Span<byte> nonce = box.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(nonce, text, box.AsSpan(NonceLength, text.Length), box.AsSpan(NonceLength + text.Length), Encoding.UTF8.GetBytes(place));
        return Convert.ToBase64String(box);
    }

    /// <exception cref="InvalidDataException">It was sealed under another key or for another place, or is damaged.</exception>
    public string Unseal(string place, string sealedSecret)
    {
        try
        {
            byte[] box = Convert.FromBase64String(sealedSecret);
            byte[] text = new byte[box.Length - NonceLength - TagLength];
            using var cipher = new AesGcm(key, TagLength);
            cipher.Decrypt(box.AsSpan(0, NonceLength), box.AsSpan(NonceLength, text.Length), box.AsSpan(NonceLength + text.Length), text, Encoding.UTF8.GetBytes(place));
            return Encoding.UTF8.GetString(text);
        }
        catch (Exception wrong) when (wrong is CryptographicException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"The secret of {place} cannot be read with secrets.key of this data folder. Restore that file, or give a new secret.", wrong);
        }
    }

    // Several processes may be starting in the same folder: one at a time looks into the file, and whoever finds it empty
    // fills it. (To move a finished file to its name is no way to do it: where a file system has no hard links, .NET looks
    // whether the name is free and renames afterwards, so the later key replaces the earlier, which is in use by then.)
    private static byte[] ReadOrMake(string path)
    {
        byte[] key = [];
        IOException? inTheWay = null;
        bool looked = SpinWait.SpinUntil(
            () =>
            {
                try
                {
                    key = ReadOrMakeAlone(path);
                    return true;
                }
                catch (IOException occupied)
                {
                    inTheWay = occupied;
                    return false;
                }
            },
            Patience);
        return looked ? key : throw inTheWay!;
    }

    private static byte[] ReadOrMakeAlone(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        if (file.Length == 0)
        {
            file.Write(RandomNumberGenerator.GetBytes(KeyLength));
            file.Flush(flushToDisk: true);
            file.Position = 0;
        }

        byte[] key = new byte[file.Length];
        file.ReadExactly(key);
        return key;
    }
}
