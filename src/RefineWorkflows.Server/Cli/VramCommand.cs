using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.Gpu;
using RefineWorkflows.Refinement.Backends.Sharing;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine vram</c>: whether the parts of a quality review fit the graphics memory beside each other.</summary>
internal static class VramCommand
{
    public static Command Create() => Create(Console.Out, Console.Error, token => NvidiaSmi.DevicesAsync(token));

    /// <param name="output">Where the table goes.</param>
    /// <param name="errors">Where refusals go.</param>
    /// <param name="devicesAsync">Asks for the cards of this machine.</param>
    internal static Command Create(TextWriter output, TextWriter errors, Func<CancellationToken, Task<IReadOnlyList<NvidiaDevice>>> devicesAsync)
    {
        var components = new Argument<string[]>("components") { Description = $"Components to add up. Default: all inference at 4 bit ({string.Join(", ", VramComponents.Inference)}).", Arity = ArgumentArity.ZeroOrMore };
        var training = new Option<bool>("--training") { Description = "Add tuner_training." };
        var set = new Option<string[]>("--set") { Description = "What a component needs, as name=GB; also new names. Can be given several times.", HelpName = "name=GB", DefaultValueFactory = _ => [] };
        var device = new Option<double?>("--device")
        {
            Description = "Memory of the device in GB. Default: setting Vram:DeviceGigabytes, else the largest card that nvidia-smi shows, else 24.",
            HelpName = "GB",
            CustomParser = result =>
            {
                if (VramComponents.TryReadGb(result.Tokens[0].Value, out double gb) && gb > 0)
                    return gb;
                result.AddError($"--device is '{result.Tokens[0].Value}'; allowed: more than 0 GB, for example 24.");
                return null;
            },
        };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("vram", "Add up what models need of the graphics memory, and say whether they fit.") { components, training, set, device, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                RefineSettings settings = RefineSettings.Load(parsed.GetValue(CommonOptions.Data));
                VramComponents figures = VramComponents.BuiltIn.With(settings.VramComponents).With(parsed.GetValue(set)!);
                string[] named = parsed.GetValue(components)!;
                IReadOnlyList<string> chosen = [.. named.Length > 0 ? named : VramComponents.Inference, .. parsed.GetValue(training) ? ["tuner_training"] : Array.Empty<string>()];
                (double size, string source) = await DeviceAsync(parsed.GetValue(device), settings.VramDevice, devicesAsync, cancellationToken);
                VramEstimate estimate = VramCalculator.Estimate(chosen, figures, size);
                IReadOnlyList<GpuPlan> plans = await PlansAsync(settings, devicesAsync, cancellationToken);
                if (parsed.GetValue(json))
                    await output.WriteLineAsync(JsonOutput.Text(new Answer(source, estimate.Components, estimate.Total, estimate.Device, estimate.Fits, estimate.Recommendation, estimate.PhaseBudget, estimate.Phases, estimate.Peak, estimate.FitsInPhases, plans)));
                else
                    await PrintAsync(output, estimate, source, plans);
                return ExitCode.Ok;
            }
            catch (Exception refused) when (refused is GpuException or SettingsException)
            {
                await errors.WriteLineAsync(refused.Message);
                return ExitCode.Usage;
            }
        });
        return command;
    }

    private static async Task<(double Gb, string Source)> DeviceAsync(double? given, double? setting, Func<CancellationToken, Task<IReadOnlyList<NvidiaDevice>>> devicesAsync, CancellationToken cancellationToken)
    {
        if (given is { } gb)
            return (gb, "--device");
        if (setting is { } configured)
            return (configured, "Vram:DeviceGigabytes");

        // A card sold as 24 GB tells a few MiB less; rounded, what exactly fills it still fits.
        return (await devicesAsync(cancellationToken)).MaxBy(one => one.Total) is { } card
            ? (Math.Round(card.Total / (double)(1L << 30), 1), $"nvidia-smi: {card.Name}")
            : (VramCalculator.UsualDevice, "no card found, so the usual one is assumed");
    }

    private static async Task PrintAsync(TextWriter output, VramEstimate estimate, string source, IReadOnlyList<GpuPlan> plans)
    {
        int width = estimate.Components.Max(part => part.Name.Length) + 2;
        foreach (VramPart part in estimate.Components)
            await output.WriteLineAsync($"{part.Name.PadRight(width)}{Gb(part.Gb)}");
        await output.WriteLineAsync($"{"total".PadRight(width)}{Gb(estimate.Total)}");
        await output.WriteLineAsync($"{"device".PadRight(width)}{Gb(estimate.Device)}   ({source})");
        await output.WriteLineAsync(estimate.Fits
            ? "fits: parallel, everything may stay in memory."
            : "does not fit: sequential, one phase after the other.");
        foreach (VramPhase phase in estimate.Fits ? [] : estimate.Phases)
            await output.WriteLineAsync($"  {phase.Name.PadRight(width)}{Gb(phase.Gb)}   {string.Join(" + ", phase.Components)}{(phase.Fits ? "" : $"   OVER the {estimate.PhaseBudget.ToString("0.##", CultureInfo.InvariantCulture)} GB that a phase may hold")}");
        foreach (GpuPlan plan in plans)
        {
            await output.WriteLineAsync($"\nback ends on {plan.Group}: {(plan.Budget is { } budget ? $"{budget.ToString("0.#", CultureInfo.InvariantCulture)} GiB may be held ({plan.Source})" : plan.Source)}");
            foreach ((string name, double? need) in plan.Needs)
                await output.WriteLineAsync($"  {name.PadRight(width)}{(need is { } gib ? $"{gib.ToString("0.##", CultureInfo.InvariantCulture),8} GiB" : "     not said")}");
            foreach (string sentence in plan.Sentences)
                await output.WriteLineAsync($"  {sentence}");
        }
    }

    /// <summary>What to expect of the back ends that are configured; asks their servers where the driver does not tell.</summary>
    private static async Task<IReadOnlyList<GpuPlan>> PlansAsync(RefineSettings settings, Func<CancellationToken, Task<IReadOnlyList<NvidiaDevice>>> devicesAsync, CancellationToken cancellationToken)
    {
        ModelServer[] servers = [.. settings.BackEnds.Select(one => ModelServer.Of(one, settings.Data, ReturnedClips.Usual, TimeProvider.System))];
        using var devices = new SharedDevices(new GpuDeviceOptions { Budget = settings.GpuBudget, DevicesAsync = devicesAsync }, servers, NullLogger.Instance, TimeProvider.System);
        var plans = new List<GpuPlan>();
        foreach (GpuDevice device in devices.All)
            plans.Add(await device.PlanAsync(cancellationToken));
        foreach (ModelServer server in servers)
            server.Dispose();
        return plans;
    }

    private static string Gb(double gb) => string.Create(CultureInfo.InvariantCulture, $"{gb,8:0.##} GB");

    private sealed record Answer(string DeviceSource, IReadOnlyList<VramPart> Components, double Total, double Device, bool Fits, VramPlacement Recommendation, double PhaseBudget, IReadOnlyList<VramPhase> Phases, double Peak, bool FitsInPhases, IReadOnlyList<GpuPlan> BackEnds);
}
