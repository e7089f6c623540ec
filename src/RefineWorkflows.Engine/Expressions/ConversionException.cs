using System.Text.Json;

namespace RefineWorkflows.Engine.Expressions;

/// <summary>A value does not fit the type it is wanted as. Nothing is guessed.</summary>
public sealed class ConversionException : WorkflowException
{
    internal ConversionException(JsonElement value, string target, Exception? inner = null)
        : base($"{Shorten(value)} cannot be used as {target}.", inner ?? new InvalidCastException())
    {
    }

    private static string Shorten(JsonElement value)
    {
        string text = value.IsNull() ? "null" : value.GetRawText();
        return text.Length <= 80 ? text : $"{text[..77]}...";
    }
}
