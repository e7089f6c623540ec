using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace RefineWorkflows.Engine.Expressions.JavaScript;

/// <summary>One line of JSON to a worker, one line back.</summary>
internal static class WorkerProtocol
{
    // Around the values stand the script, the instance and the members' names.
    private const int Envelope = 64 * 1024;

    /// <summary>The longest line a worker may answer: every character of a result may take three bytes.</summary>
    public static long LongestReply(JavaScriptOptions options) => (3L * options.MaxResultCharacters) + Envelope;

    public static byte[] Evaluation(long id, JavaScriptRequest request, JavaScriptOptions options)
        => Line(options, writer =>
        {
            writer.WriteNumber("id", id);
            writer.WriteString("script", request.Script);
            writer.WriteString("seed", request.Seed.ToString(CultureInfo.InvariantCulture));
            writer.WriteNumber("now", request.Now.ToUnixTimeMilliseconds());
            writer.WriteStartObject("instance");
            writer.WriteString("id", request.Instance.Id);
            writer.WriteString("name", request.Instance.Name);
            writer.WriteString("correlationId", request.Instance.CorrelationId);
            writer.WriteString("definitionId", request.Instance.DefinitionId);
            writer.WriteString("definitionVersionId", request.Instance.DefinitionVersionId);
            writer.WriteNumber("definitionVersion", request.Instance.DefinitionVersion);
            writer.WriteEndObject();
            WriteValues(writer, "variables", request.Variables, options);
            WriteValues(writer, "inputs", request.Inputs, options);
            WriteValues(writer, "outputs", request.Outputs, options);
            if (request.Arguments is { } arguments)
                WriteValues(writer, "args", arguments, options);
            if (request.LastResult.ValueKind != JsonValueKind.Undefined)
            {
                writer.WritePropertyName("lastResult");
                WriteValue(writer, request.LastResult, options);
            }
        });

    public static byte[] Check(long id, string script, JavaScriptOptions options)
        => Line(options, writer =>
        {
            writer.WriteNumber("id", id);
            writer.WriteString("check", script);
        });

    public static JavaScriptResult Result(JsonElement reply)
    {
        JsonElement result = reply.GetProperty("result");
        try
        {
            return new JavaScriptResult(
                result.GetProperty("value").Clone(),
                [.. result.GetProperty("writes").EnumerateArray().Select(write => new VariableWrite(write[0].GetString()!, write[1].Clone()))],
                [.. result.GetProperty("outcomes").EnumerateArray().Select(outcome => outcome.GetString()!)],
                result.GetProperty("instanceName").GetString(),
                result.GetProperty("correlationId").GetString());
        }
        catch (Exception exception) when (exception is InvalidOperationException or KeyNotFoundException)
        {
            throw new JavaScriptException(
                JavaScriptFailure.Thrown, "The script changed built-ins that its answer is made with, such as Array.prototype.toJSON.", exception);
        }
    }

    public static ScriptProblem? Problem(JsonElement reply)
        => reply.GetProperty("problem") is { ValueKind: JsonValueKind.Object } problem
            ? new ScriptProblem(
                problem.GetProperty("line").GetInt32(),
                problem.GetProperty("column").GetInt32(),
                problem.GetProperty("message").GetString()!)
            : null;

    public static JavaScriptException Error(JsonElement error)
        => new(
            Enum.Parse<JavaScriptFailure>(error.GetProperty("kind").GetString()!, ignoreCase: true),
            error.GetProperty("message").GetString()!,
            error.TryGetProperty("line", out JsonElement line) ? line.GetInt32() : null,
            error.TryGetProperty("column", out JsonElement column) ? column.GetInt32() : null);

    private static byte[] Line(JavaScriptOptions options, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }
        byte[] line = [.. buffer.WrittenSpan, (byte)'\n'];
        // In JSON a raw line break is only ever space between tokens, and here it would end the request.
        line.AsSpan(..^1).Replace((byte)'\n', (byte)' ');
        RefuseDeepValues(line, options.MaxDepth);
        return line;
    }

    private static void RefuseDeepValues(byte[] line, int maxDepth)
    {
        // Two levels above a value: the request and the member that lists values by name.
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = maxDepth + 2 });
        try
        {
            while (reader.Read()) { }
        }
        catch (JsonException exception)
        {
            throw new JavaScriptException(
                JavaScriptFailure.TooLarge,
                $"A value that the script may see is nested deeper than {maxDepth} levels, or is no plain JSON: {exception.Message}",
                exception);
        }
    }

    private static void WriteValues(
        Utf8JsonWriter writer, string member, IReadOnlyDictionary<string, JsonElement> values, JavaScriptOptions options)
    {
        writer.WriteStartObject(member);
        foreach ((string name, JsonElement value) in values)
        {
            writer.WritePropertyName(name);
            WriteValue(writer, value, options);
        }
        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, JsonElement value, JavaScriptOptions options)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            writer.WriteNullValue();
            return;
        }
        // Raw, since a text may hold half of a surrogate pair, which JSON can say and a .NET writer refuses.
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(value);
        if (writer.BytesCommitted + writer.BytesPending + raw.Length > options.MaxRequestBytes)
        {
            throw new JavaScriptException(
                JavaScriptFailure.TooLarge,
                $"The values that the script may see take more than {options.MaxRequestBytes} bytes as JSON. Keep large data in artifacts and only their names in variables.");
        }
        writer.WriteRawValue(raw, skipInputValidation: true);
    }
}
