using System.Globalization;

namespace RefineWorkflows.Server.DevServers;

/// <summary>The arguments of llama-server that matter to a client.</summary>
/// <param name="Model">The file of the model.</param>
/// <param name="Projector">The file of the projector, or null.</param>
/// <param name="GpuLayers">Layers on the card, or null.</param>
/// <param name="Host">Where it listens.</param>
/// <param name="Port">Where it listens; 0 takes a free port.</param>
internal sealed record LlamaDevArguments(string? Model, string? Projector, int? GpuLayers, string Host, int Port)
{
    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://{Host}:{Port}");

    /// <summary>Reads them as the real one does.</summary>
    /// <param name="arguments">What was typed.</param>
    /// <param name="problem">What the real one would say, or null.</param>
    public static LlamaDevArguments Read(IReadOnlyList<string> arguments, out string? problem)
    {
        var read = new LlamaDevArguments(null, null, null, "127.0.0.1", 8080);
        problem = null;
        for (int place = 0; place < arguments.Count && problem is null; place += 2)
        {
            string name = arguments[place];
            if (place + 1 == arguments.Count)
            {
                problem = $"error while handling argument \"{name}\": expected value for argument";
                break;
            }

            string value = arguments[place + 1];
            switch (name)
            {
                case "-m" or "--model":
                    read = read with { Model = value };
                    break;
                case "-mm" or "--mmproj":
                    read = read with { Projector = value };
                    break;
                case "-ngl" or "--gpu-layers" or "--n-gpu-layers" when int.TryParse(value, CultureInfo.InvariantCulture, out int layers):
                    read = read with { GpuLayers = layers };
                    break;
                case "-c" or "--ctx-size" or "--flash-attn":
                    break;
                case "--host":
                    read = read with { Host = value };
                    break;
                case "--port" when int.TryParse(value, CultureInfo.InvariantCulture, out int port):
                    read = read with { Port = port };
                    break;
                default:
                    problem = $"error: invalid argument: {name}";
                    break;
            }
        }

        return read;
    }
}
