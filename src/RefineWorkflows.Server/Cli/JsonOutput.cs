using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RefineWorkflows.Server.Cli;

/// <summary>How the tool prints JSON: camelCase, indented, text as it is.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static void Print<T>(T value) => Console.Out.WriteLine(Text(value));

    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Options);
}
