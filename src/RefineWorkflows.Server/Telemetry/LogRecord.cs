using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace RefineWorkflows.Server.Telemetry;

/// <summary>One thing that is logged.</summary>
/// <param name="At">When.</param>
/// <param name="Level">How bad it is.</param>
/// <param name="Category">Who says it.</param>
/// <param name="Event">Which of its sentences it is.</param>
/// <param name="Message">The sentence.</param>
/// <param name="Values">What the sentence and the scopes around it name; of two with one name the inner counts.</param>
/// <param name="Span">What was being done.</param>
/// <param name="Failure">What went wrong, if anything did.</param>
internal sealed record LogRecord(
    DateTimeOffset At,
    LogLevel Level,
    string Category,
    EventId Event,
    string Message,
    IReadOnlyDictionary<string, object?> Values,
    Activity? Span,
    Exception? Failure);
