using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RefineWorkflows.Server.Telemetry;

/// <summary>Writes log records as lines.</summary>
internal static class LogLine
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The record as one line, without its end.</summary>
    public static string Write(LogRecord record, LogFormat format) => format switch
    {
        LogFormat.Json => WriteJson(record),
        LogFormat.Text => $"{record.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}Z {Sentence(record)}",
        _ => Sentence(record),
    };

    private static string Sentence(LogRecord record)
        => OneLine($"{LogOptions.NameOf(record.Level)}: {record.Message}{(record.Failure is null ? "" : $" {record.Failure.Message}")}");

    /// <summary>What strangers have sent may stand in a message: it must not look like a line of its own.</summary>
    private static string OneLine(string text)
    {
        if (!text.Any(char.IsControl))
            return text;
        var line = new StringBuilder(text.Length);
        foreach (char one in text)
            line.Append(char.IsControl(one) ? ' ' : one);
        return line.ToString();
    }

    private static string WriteJson(LogRecord record)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(bytes, Json))
        {
            writer.WriteStartObject();
            writer.WriteString("time", record.At.UtcDateTime);
            writer.WriteString("level", LogOptions.NameOf(record.Level));
            writer.WriteString("category", record.Category);
            writer.WriteNumber("eventId", record.Event.Id);
            if (record.Event.Name is { } name)
                writer.WriteString("event", name);
            writer.WriteString("message", record.Message);
            if (record.Span is { IdFormat: System.Diagnostics.ActivityIdFormat.W3C } span)
            {
                writer.WriteString("traceId", span.TraceId.ToHexString());
                writer.WriteString("spanId", span.SpanId.ToHexString());
            }

            writer.WriteStartObject("values");
            foreach ((string key, object? value) in record.Values)
                WriteValue(writer, key, value);
            writer.WriteEndObject();
            if (record.Failure is { } failure)
                writer.WriteString("exception", failure.ToString());
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void WriteValue(Utf8JsonWriter writer, string key, object? value)
    {
        writer.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(key));
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case int or long or short or byte:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case DateTimeOffset moment:
                writer.WriteStringValue(moment.UtcDateTime);
                break;
            default:
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
