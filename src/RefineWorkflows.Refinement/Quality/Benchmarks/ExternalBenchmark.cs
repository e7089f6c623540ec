using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Refinement.Quality.Benchmarks;

/// <summary>An original benchmark tool as a command: it gets a folder of PNG frames and the prompt, and prints a number.</summary>
public sealed class ExternalBenchmark
{
    private const string FramesPlace = "{frames}", PromptPlace = "{prompt}", Member = "raw";
    private const int LongestOutput = 64 * 1024, LongestTold = 160;

    private readonly string[] _command;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _time;

    /// <param name="dimension">A name that <see cref="BenchmarkDimensions.Find"/> understands.</param>
    /// <param name="command">The program and its arguments, apart by spaces, in double quotes where they hold some. No shell reads it: <c>{frames}</c> and <c>{prompt}</c> become arguments as they are. Without <c>{frames}</c> the folder comes last.</param>
    /// <param name="limit">How long it may take before it is ended.</param>
    /// <param name="time">Measures that.</param>
    /// <exception cref="QualityException">The dimension is none, the command empty, a quote open, or the limit not above 0.</exception>
    public ExternalBenchmark(string dimension, string command, TimeSpan limit, TimeProvider time)
    {
        Dimension = BenchmarkDimensions.Find(dimension).Key;
        _command = CommandWords.Split(command);
        if (_command.Length == 0)
            throw new QualityException($"The benchmark of '{dimension}' has no command; name the program that measures it.");
        if (limit <= TimeSpan.Zero)
            throw new QualityException($"The benchmark of '{dimension}' has the time limit {limit}; it must be above 0.");
        (_limit, _time) = (limit, time);
    }

    /// <summary>The dimension that it measures.</summary>
    public string Dimension { get; }

    /// <summary>Runs the tool on frames in a folder of their own, which is gone afterwards, however it ends. Whatever the tool does wrong makes the dimension missing.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the tool and what it started are ended.</exception>
    public async Task<DimensionReading> MeasureAsync(string prompt, IReadOnlyList<RgbImage> frames, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(frames);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("refine-benchmark-");
        try
        {
            var codec = new ImageCodec(ImageLimits.Default);
            for (int at = 0; at < frames.Count; at++)
                await File.WriteAllBytesAsync(Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"frame-{at + 1:0000}.png")), codec.EncodePng(frames[at]), cancellationToken);
            return await RunAsync(prompt, folder.FullName, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<DimensionReading> RunAsync(string prompt, string folder, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(_command[0]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        string[] arguments = Array.Exists(_command, word => word.Contains(FramesPlace, StringComparison.Ordinal)) ? _command[1..] : [.. _command[1..], FramesPlace];
        foreach (string word in arguments)
            start.ArgumentList.Add(Fill(word, folder, prompt));
        using var limit = new CancellationTokenSource(_limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception failure)
        {
            return Missing($"'{_command[0]}' cannot be started: {failure.Message}");
        }

        try
        {
            process.StandardInput.Close();
            Task<string> output = ReadAsync(process.StandardOutput, either.Token);
            Task<string> complaints = ReadAsync(process.StandardError, either.Token);
            await Task.WhenAll(output, complaints, process.WaitForExitAsync(either.Token));
            string said = await output, complained = await complaints;
            return process.ExitCode == 0
                ? Read(said)
                : Missing(string.Create(CultureInfo.InvariantCulture, $"'{_command[0]}' ended with exit code {process.ExitCode}: {Told(complained)}"));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Missing(string.Create(CultureInfo.InvariantCulture, $"'{_command[0]}' took longer than {_limit.TotalSeconds:0.#} s"));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private DimensionReading Read(string output)
    {
        double? raw = double.TryParse(output.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out double bare) ? bare : InJson(output);
        return raw switch
        {
            null => Missing($"'{_command[0]}' printed no number and no {{\"{Member}\": number}}: {Told(output)}"),
            >= 0 and <= 1 => DimensionReading.Of(Dimension, raw.Value),
            _ => Missing(string.Create(CultureInfo.InvariantCulture, $"'{_command[0]}' printed {raw}, and a raw value is 0 to 1")),
        };
    }

    private static double? InJson(string output)
    {
        try
        {
            using var answer = JsonDocument.Parse(output);
            return answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty(Member, out JsonElement raw) && raw.ValueKind == JsonValueKind.Number ? raw.GetDouble() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The folder first: words of the prompt are never places.
    private static string Fill(string word, string folder, string prompt)
        => string.Join(prompt, word.Split(PromptPlace).Select(part => part.Replace(FramesPlace, folder, StringComparison.Ordinal)));

    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        char[] kept = new char[LongestOutput];
        int length = await reader.ReadBlockAsync(kept, cancellationToken);
        char[] rest = new char[4096];
        while (await reader.ReadAsync(rest, cancellationToken) > 0)
        {
            // Read on, so that a tool that talks too much does not hang on a full pipe.
        }

        return new string(kept, 0, length);
    }

    private DimensionReading Missing(string because) => DimensionReading.Missing(Dimension, because);

    private static string Told(string output)
    {
        string line = string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? "it said nothing" : line.Length <= LongestTold ? line : line[..LongestTold] + "…";
    }
}
