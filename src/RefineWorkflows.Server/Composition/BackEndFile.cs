using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace RefineWorkflows.Server.Composition;

/// <summary>Adds back ends to a settings file. Everything else in the file stays, comments included.</summary>
internal static class BackEndFile
{
    private static readonly JsonDocumentOptions Forgiving = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
    private const int Looks = 100;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true };

    /// <param name="file">The settings; made when there is none.</param>
    /// <param name="given">The members of the back end; those without a value are left out.</param>
    /// <param name="cancellationToken">Gives up before anything is written.</param>
    /// <exception cref="SettingsException">The back end is not one that can be used, or the file is no JSON object.</exception>
    public static async Task AddAsync(string file, IReadOnlyDictionary<string, string?> given, CancellationToken cancellationToken)
    {
        await using FileStream alone = await LockAsync(file, cancellationToken);
        string text = File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken) : "{}";
        var added = new JsonObject(given.Where(one => !string.IsNullOrEmpty(one.Value)).Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value)));
        string after = With(text, added, file);
        Check(after, file);
        string draft = $"{file}.{Guid.NewGuid():n}";
        try
        {
            await File.WriteAllTextAsync(draft, after, cancellationToken);
            File.Move(draft, file, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Waits until nobody else adds to the file. The lock goes with whoever holds it, however that ends.</summary>
    private static async Task<FileStream> LockAsync(string file, CancellationToken cancellationToken)
    {
        // Beside the settings it would be litter; and a lock that is deleted is none for whoever has just opened it.
        string place = $"{Environment.UserName} {Path.GetFullPath(file)}";
        string own = Path.Combine(Path.GetTempPath(), $"refine-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place)))[..16]}.lock");
        for (int look = 1; ; look++)
        {
            try
            {
                return new FileStream(own, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (look < Looks)
            {
                await Task.Delay(BetweenLooks, cancellationToken);
            }
            catch (IOException held)
            {
                throw new SettingsException([$"{file} is held by another program that adds a back end: {held.Message}"]);
            }
        }
    }

    private static string With(string text, JsonObject added, string file)
    {
        JsonObject root;
        try
        {
            root = JsonNode.Parse(text, documentOptions: Forgiving) as JsonObject ?? throw new JsonException("it is no object.");
        }
        catch (JsonException broken)
        {
            throw new SettingsException([$"{file} is not JSON: {broken.Message}"]);
        }

        if (root["BackEnds"] is not (null or JsonArray))
            throw new SettingsException([$"{file}: BackEnds is no list"]);
        string entry = Indented(added.ToJsonString(Pretty), 4);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (root["BackEnds"] is JsonArray { Count: > 0 })
        {
            int end = EndOf(bytes, inList: true);
            return Insert(bytes, end, $",\n    {entry}");
        }

        if (root.ContainsKey("BackEnds"))
            return Insert(bytes, EndOf(bytes, inList: true), $"\n    {entry}\n  ");
        return Insert(bytes, EndOf(bytes, inList: false), $"{(root.Count > 0 ? "," : "")}\n\n  \"BackEnds\": [\n    {entry}\n  ]\n");
    }

    /// <summary>Where the next entry goes: behind the last value of the list BackEnds, or of the whole object.</summary>
    private static int EndOf(byte[] bytes, bool inList)
    {
        int skipped = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        var reader = new Utf8JsonReader(bytes.AsSpan(skipped), new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        bool found = false;
        int end = 0;
        while (reader.Read())
        {
            if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName)
                found = inList && reader.ValueTextEquals("BackEnds"u8);
            bool closes = inList ? found && reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.EndArray : reader.CurrentDepth == 0 && reader.TokenType == JsonTokenType.EndObject;
            if (closes)
                break;
            end = skipped + (int)reader.BytesConsumed;
        }

        return end;
    }

    private static string Insert(byte[] bytes, int at, string text)
        => Encoding.UTF8.GetString(bytes.AsSpan(0, at)) + text + Encoding.UTF8.GetString(bytes.AsSpan(at)).TrimStart(' ');

    private static string Indented(string json, int by) => json.ReplaceLineEndings("\n").Replace("\n", "\n" + new string(' ', by), StringComparison.Ordinal);

    private static void Check(string text, string file)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(text))).Build();
        var section = new BackEndSection(Environment.GetEnvironmentVariable);
        section.Read(configuration.GetSection("BackEnds"));
        if (section.Problems.Count > 0)
            throw new SettingsException([.. section.Problems.Select(problem => $"{file}: {problem}")]);
    }
}
